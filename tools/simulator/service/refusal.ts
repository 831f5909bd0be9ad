/** A request that the API refuses: a status of its README's list, and the `message` of its body. */
export class Refusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'Refusal';
    this.status = status;
  }
}

/** The message that the API's README shows for what is not there. */
export function notFound(): Refusal {
  return new Refusal(404, 'Item not found.');
}
