/**
 * What a call prints to standard output, as the runner would get it, or, where `terminal` is said, a person.
 *
 * @throws whatever the call throws, with standard output as it was
 */
export function printedBy(call: () => void, terminal = false): string {
  const listening = listen(terminal);
  try {
    call();
  } finally {
    listening.end();
  }
  return listening.printed();
}

/** What is printed until a promise settles. */
export async function printedWhile(call: () => Promise<unknown>): Promise<string> {
  const listening = listen(false);
  try {
    await call();
  } finally {
    listening.end();
  }
  return listening.printed();
}

function listen(terminal: boolean) {
  const { stdout } = process;
  const { write, isTTY } = stdout;
  let printed = '';
  stdout.write = (chunk) => {
    printed += chunk;
    return true;
  };
  stdout.isTTY = terminal;
  return { printed: () => printed, end: () => void Object.assign(stdout, { write, isTTY }) };
}
