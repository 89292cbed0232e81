// The sockets of the Node host, and the inputs that they make.
import { afterEach } from "node:test";
import { Sockets } from "../../../host/node/sockets.ts";

/** For what is not to be given up. */
const LONG_MS = 600_000;

/** What is closed after each test. */
export const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

export interface Input {
  readonly kind: number;
  readonly payload: Buffer;
}

/** Sockets whose inputs are taken one by one. */
export function makeSockets(idleMs = LONG_MS): { sockets: Sockets; next: () => Promise<Input>; inputs: Input[] } {
  const inputs: Input[] = [];
  let wake = () => undefined as void;
  const sockets = new Sockets((kind, payload) => {
    inputs.push({ kind, payload: Buffer.from(payload) });
    wake();
  }, idleMs);
  closers.push(() => sockets.closeAll());
  const next = async () => {
    if (inputs.length === 0) await new Promise<void>((resolve) => (wake = resolve));
    return inputs.shift() as Input;
  };
  return { sockets, next, inputs };
}
