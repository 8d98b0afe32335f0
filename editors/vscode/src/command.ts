/** What starts pipelint, and why it is that. */
export interface Command {
  readonly program: string;
  readonly arguments: readonly string[];
  readonly origin: string;
}

/**
 * Choose what starts pipelint: what the settings say, else the selected Python environment, else the path.
 *
 * The environment's interpreter is started with -I, so that a module of the workspace that is called like one of the
 * standard library is not imported in its place.
 *
 * @param configured the setting pipelint.command
 * @param interpreter the path of the selected Python environment's interpreter, if there is one
 * @param hasPipelint tells whether an interpreter has pipelint
 */
export async function chosenCommand(
  configured: readonly string[],
  interpreter: string | undefined,
  hasPipelint: (interpreter: string) => Promise<boolean>,
): Promise<Command> {
  const [program, ...rest] = configured;
  if (program !== undefined) {
    return { program, arguments: rest, origin: "the setting pipelint.command" };
  }
  if (interpreter !== undefined && (await hasPipelint(interpreter))) {
    return { program: interpreter, arguments: ["-I", "-m", "pipelint"], origin: "the selected Python environment" };
  }
  return { program: "pipelint", arguments: [], origin: "the path" };
}
