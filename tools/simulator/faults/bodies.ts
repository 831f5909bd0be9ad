import type { BodyOf } from './fault.ts';

// Bodies for the fault `answer`.

/** What a proxy or a login page sends. */
export const HTML_PAGE = '<!DOCTYPE html><html><body><h1>502 Bad Gateway</h1></body></html>';

/** The service's own body under another status: the job, or the error. */
export const ownBody: BodyOf = (own) => own;

/** An error that repeats what the client sent: its key in all forms, its path and its headers. */
export const echoedRequest: BodyOf = (_own, request) => {
  const authorization = request.header('authorization') ?? '';
  const key = Buffer.from(authorization.split(' ')[1] ?? '', 'base64').toString('utf8');
  return JSON.stringify({ message: `${request.method} ${request.path} with ${authorization} (${key}) is not valid` });
};

/** An error that repeats the variables of the job. */
export const echoedVariables: BodyOf = (own) =>
  JSON.stringify({ message: `These variables are not valid: ${JSON.stringify(JSON.parse(own).variables)}` });
