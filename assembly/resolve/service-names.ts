// placeholder until DNS-SD is there
import { equalNames } from "../names/name";

const NAMES: usize = memory.data<u8>([
  12, 95, 100, 111, 116, 115, 45, 115, 105, 103, 110, 97, 108, 4, 95, 117, 100, 112, 5, 108, 111, 99, 97, 108, 0,
  12, 95, 100, 111, 116, 115, 45, 115, 105, 103, 110, 97, 108, 4, 95, 116, 99, 112, 5, 108, 111, 99, 97, 108, 0,
  10, 95, 100, 111, 116, 115, 45, 100, 97, 116, 97, 4, 95, 116, 99, 112, 5, 108, 111, 99, 97, 108, 0, 0, 0,
]);

export function serviceName(index: i32): usize {
  return index < 3 ? NAMES + index * 25 : 0;
}

export function isServiceName(name: usize): bool {
  for (let i = 0; serviceName(i); i++) if (equalNames(serviceName(i), name)) return true;
  return false;
}
