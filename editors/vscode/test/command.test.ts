import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { chosenCommand } from "../src/command";
import { hasPipelint, output } from "../src/programs";

const yes = async () => true;
const no = async () => false;
const PYTHON = process.env["PIPELINT_PYTHON"] ?? "python3";

test("the setting wins", async () => {
  const chosen = await chosenCommand(["uv", "run", "pipelint"], "/usr/bin/python3", yes);
  assert.deepEqual([chosen.program, ...chosen.arguments], ["uv", "run", "pipelint"]);
});

test("an environment that has pipelint is used, isolated from the modules of the workspace", async () => {
  const chosen = await chosenCommand([], "/venv/bin/python", yes);
  assert.deepEqual([chosen.program, ...chosen.arguments], ["/venv/bin/python", "-I", "-m", "pipelint"]);
});

test("an environment without pipelint is passed over", async () => {
  const chosen = await chosenCommand([], "/venv/bin/python", no);
  assert.deepEqual([chosen.program, ...chosen.arguments], ["pipelint"]);
});

test("an interpreter that is not there has no pipelint", async () => {
  assert.equal(await hasPipelint("/nowhere/python"), false);
});

test("an interpreter is asked for its own pipelint, not for one of the folder it is asked in", async () => {
  const before = process.cwd();
  const folder = mkdtempSync(join(tmpdir(), "pipelint-"));
  writeFileSync(join(folder, "importlib.py"), "raise SystemExit('imported from the workspace')");
  try {
    process.chdir(folder);
    assert.equal(await hasPipelint(PYTHON), true);
  } finally {
    process.chdir(before);
    rmSync(folder, { recursive: true });
  }
});

test("what pipelint complains of is told", async () => {
  const command = { program: PYTHON, arguments: ["-I", "-m", "pipelint"], origin: "the test" };
  await assert.rejects(output(command, ["rule", "SMP999"], undefined), /no rule has the code or name "SMP999"/);
});

test("what pipelint prints is returned, with findings too", async () => {
  const command = { program: PYTHON, arguments: ["-I", "-m", "pipelint"], origin: "the test" };
  assert.match(await output(command, ["rule", "SMP301"], undefined), /dependency-cycle/);
});
