// Output records of the core, from octets to plain values (docs/abi.md, Outputs).

import { DeadlineOutput, McastJoinOutput, NO_DEADLINE, UdpOpenOutput } from "./abi.gen.ts";
import { CoreError } from "./core.ts";
import type { JoinFacts, SocketFacts } from "./platform.ts";

const MAX_TIME_MS = Number.MAX_SAFE_INTEGER;

/**
 * The time of a `Deadline`, milliseconds since boot; null for none.
 * @throws CoreError if there is none that a host could wait for
 */
export function readDeadline(record: Uint8Array): number | null {
  if (record.length < DeadlineOutput.Size) throw new CoreError("the core wrote a deadline without a time");
  const view = viewOf(record);
  const low = view.getUint32(DeadlineOutput.TimeMs, true);
  const high = view.getInt32(DeadlineOutput.TimeMs + 4, true);
  const timeMs = high * 0x100000000 + low;
  if (timeMs === NO_DEADLINE) return null;
  if (timeMs < 0 || timeMs > MAX_TIME_MS) throw new CoreError(`the core wrote the deadline ${timeMs}`);
  return timeMs;
}

/**
 * The two ends of the socket in a `UdpOpen` or a `TcpAsk`, which begin alike.
 * @throws CoreError if the record is too short
 */
export function readSocketFacts(record: Uint8Array): SocketFacts {
  if (record.length < UdpOpenOutput.Size) throw new CoreError("the core wrote a socket without its addresses");
  const view = viewOf(record);
  return {
    local: record.slice(UdpOpenOutput.Local, UdpOpenOutput.Remote),
    remote: record.slice(UdpOpenOutput.Remote, UdpOpenOutput.RemotePort),
    remotePort: view.getUint16(UdpOpenOutput.RemotePort, true),
    ifindex: view.getUint32(UdpOpenOutput.Ifindex, true),
  };
}

/**
 * The group in a `McastJoin`.
 * @throws CoreError if the record is too short
 */
export function readJoinFacts(record: Uint8Array): JoinFacts {
  if (record.length < McastJoinOutput.Size) throw new CoreError("the core wrote a join without its group");
  const view = viewOf(record);
  return {
    group: record.slice(McastJoinOutput.Group, McastJoinOutput.Ifindex),
    port: view.getUint16(McastJoinOutput.Port, true),
    ifindex: view.getUint32(McastJoinOutput.Ifindex, true),
  };
}

function viewOf(record: Uint8Array): DataView {
  return new DataView(record.buffer, record.byteOffset, record.byteLength);
}
