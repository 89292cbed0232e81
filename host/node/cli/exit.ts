/** How the command ends. */
export const ExitCode = {
  Found: 0,
  NothingFound: 1,
  Usage: 2,
  InputOutput: 3,
  Malformed: 4,
} as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

/** Ends the command with a message that says what is wrong and what to do. */
export class CommandError extends Error {
  override readonly name = "CommandError";
  readonly exitCode: ExitCode;

  constructor(exitCode: ExitCode, message: string) {
    super(message);
    this.exitCode = exitCode;
  }
}
