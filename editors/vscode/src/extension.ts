import * as vscode from "vscode";
import { LanguageClient, type LanguageClientOptions } from "vscode-languageclient/node";

import { chosenCommand, type Command } from "./command";
import { hasPipelint, output } from "./programs";

const SELECTOR = [
  { scheme: "file", language: "python" },
  { scheme: "file", language: "json" },
  { notebook: "jupyter-notebook", language: "python" },
];

let client: LanguageClient | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const channel = vscode.window.createOutputChannel("pipelint", { log: true });
  context.subscriptions.push(
    channel,
    vscode.commands.registerCommand("pipelint.showOutput", () => channel.show()),
    vscode.commands.registerCommand("pipelint.restart", () => restart(channel)),
    vscode.commands.registerCommand("pipelint.showGraph", () => showGraph(channel)),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("pipelint.command")) {
        void restart(channel);
      }
    }),
  );
  const python = await pythonApi();
  const changed = python?.environments.onDidChangeActiveEnvironmentPath(() => void restart(channel));
  if (changed !== undefined) {
    context.subscriptions.push(changed);
  }
  await start(channel);
}

export async function deactivate(): Promise<void> {
  await stop();
}

async function start(channel: vscode.LogOutputChannel): Promise<void> {
  const command = await commandHere();
  channel.info(`pipelint of ${command.origin}: ${[command.program, ...command.arguments].join(" ")}`);
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
  const executable = {
    command: command.program,
    args: [...command.arguments, "server"],
    ...(folder === undefined ? {} : { options: { cwd: folder } }),
  };
  const options: LanguageClientOptions = { documentSelector: SELECTOR, outputChannel: channel };
  client = new LanguageClient("pipelint", "pipelint", executable, options);
  try {
    await client.start();
  } catch (error) {
    client = undefined;
    channel.error(String(error));
    const choice = await vscode.window.showErrorMessage(
      "pipelint's language server did not start. It comes with: pip install 'pipelint[lsp]'",
      "Show the Output",
    );
    if (choice !== undefined) {
      channel.show();
    }
  }
}

async function stop(): Promise<void> {
  const running = client;
  client = undefined;
  await running?.dispose();
}

async function restart(channel: vscode.LogOutputChannel): Promise<void> {
  await stop();
  await start(channel);
}

async function showGraph(channel: vscode.LogOutputChannel): Promise<void> {
  const document = vscode.window.activeTextEditor?.document ?? vscode.window.activeNotebookEditor?.notebook;
  if (document === undefined) {
    void vscode.window.showInformationMessage("Open the file that builds the pipeline, or its definition, first.");
    return;
  }
  await document.save();
  const folder = vscode.workspace.getWorkspaceFolder(document.uri)?.uri.fsPath;
  try {
    const page = await output(await commandHere(), ["graph", "--format", "html", document.uri.fsPath], folder);
    const title = `Graph of ${vscode.workspace.asRelativePath(document.uri)}`;
    const panel = vscode.window.createWebviewPanel("pipelint.graph", title, vscode.ViewColumn.Beside, {
      enableScripts: true, // the page's own, which its content security policy names by hash
      localResourceRoots: [],
    });
    panel.webview.html = page;
  } catch (error) {
    channel.error(String(error));
    void vscode.window.showErrorMessage(`pipelint: ${error instanceof Error ? error.message : error}`);
  }
}

async function commandHere(): Promise<Command> {
  const configured = vscode.workspace.getConfiguration("pipelint").get<string[]>("command", []);
  const python = await pythonApi();
  const interpreter = python?.environments.getActiveEnvironmentPath(vscode.workspace.workspaceFolders?.[0]?.uri).path;
  return chosenCommand(configured, interpreter, hasPipelint);
}

/** What is used of the Python extension's API (https://github.com/microsoft/vscode-python, src/client/api/types.ts). */
interface PythonApi {
  readonly environments: {
    getActiveEnvironmentPath(resource?: vscode.Uri): { readonly path: string };
    readonly onDidChangeActiveEnvironmentPath: vscode.Event<unknown>;
  };
}

async function pythonApi(): Promise<PythonApi | undefined> {
  const extension = vscode.extensions.getExtension<PythonApi>("ms-python.python");
  return extension === undefined ? undefined : extension.activate();
}
