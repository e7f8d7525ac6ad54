/** What the guest gets instead of what it asked for. `status` as the guard reads it; the message is one line for the tool's author. */
export class Refusal extends Error {
  readonly status: 400 | 403 | 409 | 413 | 500 | 507

  constructor(status: Refusal['status'], message: string) {
    super(message)
    this.status = status
  }
}
