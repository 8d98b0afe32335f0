import { execFile } from "node:child_process";

import type { Command } from "./command";

const LONGEST = 60_000; // milliseconds
const LARGEST = 64 * 1024 * 1024; // bytes: the page of a pipeline with hundreds of steps takes a few million

/** Tell whether `interpreter` has pipelint, without importing it. */
export function hasPipelint(interpreter: string): Promise<boolean> {
  const question = "import importlib.util, sys; sys.exit(importlib.util.find_spec('pipelint') is None)";
  return new Promise((resolve) => {
    execFile(interpreter, ["-I", "-c", question], { timeout: LONGEST }, (error) => resolve(error === null));
  });
}

/** Run pipelint with `more` arguments in `folder`; return what it prints, or throw what it complains of. */
export function output(command: Command, more: readonly string[], folder: string | undefined): Promise<string> {
  const options = { cwd: folder, timeout: LONGEST, maxBuffer: LARGEST };
  return new Promise((resolve, reject) => {
    execFile(command.program, [...command.arguments, ...more], options, (error, printed, complaint) => {
      if (printed !== "") {
        resolve(printed); // findings make an exit status of 1, and the page shows them
      } else {
        reject(new Error(complaint.trim() || error?.message || "pipelint printed nothing"));
      }
    });
  });
}
