/**
 * What a call prints to standard output, as the runner would get it, or, where `terminal` is said, a person.
 *
 * @throws whatever the call throws, with standard output as it was
 */
export function printedBy(call: () => void, terminal = false): string {
  const { stdout } = process;
  const { write, isTTY } = stdout;
  let printed = '';
  stdout.write = (chunk) => {
    printed += chunk;
    return true;
  };
  stdout.isTTY = terminal;
  try {
    call();
  } finally {
    Object.assign(stdout, { write, isTTY });
  }
  return printed;
}
