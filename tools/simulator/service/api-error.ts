/** A request that the API does not accept: a status of its README's list, and the `message` of its body. */
export class ApiError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** The message that the API's README shows for what is not there. */
export const notFound = () => new ApiError(404, 'Item not found.');
