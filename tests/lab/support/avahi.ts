// avahi-daemon without D-Bus, with its services in files, in a namespace of its own.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Place } from "./namespaces.ts";
import { Program, eventually } from "./programs.ts";

const RUN = "/run/avahi-daemon";

export interface AvahiService {
  readonly type: string;
  readonly port: number;
}

export interface AvahiSettings {
  readonly host: string;
  readonly link: string;
  readonly services: readonly AvahiService[];
}

/** Starts it, and waits until the link knows its services. */
export async function startAvahi(place: Place, folder: string, settings: AvahiSettings): Promise<Program> {
  const { host, link, services } = settings;
  const lines = [
    "[server]",
    `host-name=${host}`,
    `allow-interfaces=${link}`,
    "enable-dbus=no",
    "ratelimit-interval-usec=0",
    "[publish]",
    "publish-workstation=no",
    "publish-hinfo=no",
  ];
  mkdirSync(join(folder, "services"), { recursive: true });
  writeFileSync(join(folder, "avahi-daemon.conf"), `${lines.join("\n")}\n`);
  if (services.length > 0) writeServices(folder, settings);
  const program = runAvahi(place, folder, `${folder}.log`);
  const isUp = services.length > 0 ? /successfully established/ : /Server startup complete/;
  await eventually(`avahi of ${host} to be there`, () => program.lines().some((line) => isUp.test(line)));
  return program;
}

/** What avahi says of services that it refuses, in the folder of one that has ended. */
export async function refusalOf(place: Place, folder: string, settings: AvahiSettings): Promise<string> {
  writeServices(folder, settings);
  const program = runAvahi(place, folder, `${folder}-refusal.log`);
  const isRefusal = (line: string) => /Failed to add service|Invalid service type/.test(line);
  try {
    return await eventually("avahi to judge the services", () => program.lines().find(isRefusal));
  } finally {
    await program.stop();
  }
}

function writeServices(folder: string, { host, services }: AvahiSettings): void {
  const parts = services.map(({ type, port }) => `<service><type>${type}</type><port>${port}</port></service>`);
  const group = `<service-group><name>Edge ${host}. 2nd floor</name>${parts.join("")}</service-group>`;
  writeFileSync(join(folder, "services", "dots.service"), `<?xml version="1.0"?>\n${group}\n`);
}

/** @param log not in the folder: avahi looks there for changes, and writes that it has seen one */
function runAvahi(place: Place, folder: string, log: string): Program {
  // Its own /etc/avahi and /run: the mounts of `ip netns exec` are its own.
  const mounts = [`mount --bind ${folder} /etc/avahi`, `mkdir -p ${RUN}`, `mount -t tmpfs none ${RUN}`];
  const daemon = "exec avahi-daemon --no-drop-root --no-chroot --no-rlimits";
  return new Program("avahi", log, place("sh", "-c", [...mounts, daemon].join(" && ")));
}
