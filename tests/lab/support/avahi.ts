// avahi-daemon without D-Bus, with its services in files, in a namespace of its own.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Network } from "./network.ts";
import { Program, eventually } from "./programs.ts";

const RUN = "/run/avahi-daemon";

export interface AvahiService {
  readonly type: string;
  readonly port: number;
}

/** Starts it, and waits until the link knows its services. */
export async function startAvahi(
  network: Network,
  place: "provider" | "router",
  folder: string,
  options: { host: string; link: string; services: readonly AvahiService[] },
): Promise<Program> {
  const { host, link, services } = options;
  const settings = [
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
  writeFileSync(join(folder, "avahi-daemon.conf"), `${settings.join("\n")}\n`);
  const parts = services.map(({ type, port }) => `<service><type>${type}</type><port>${port}</port></service>`);
  const group = `<service-group><name>Edge ${host}. 2nd floor</name>${parts.join("")}</service-group>`;
  if (services.length > 0) writeFileSync(join(folder, "services", "dots.service"), `<?xml version="1.0"?>\n${group}\n`);
  // Its own /etc/avahi and /run: the mounts of `ip netns exec` are its own.
  const mounts = [`mount --bind ${folder} /etc/avahi`, `mkdir -p ${RUN}`, `mount -t tmpfs none ${RUN}`];
  const daemon = "exec avahi-daemon --no-drop-root --no-chroot --no-rlimits";
  const command = network.command(place, "sh", "-c", [...mounts, daemon].join(" && "));
  const program = new Program(`avahi ${host}`, join(folder, "log"), command);
  const isUp = services.length > 0 ? /successfully established/ : /Server startup complete/;
  await eventually(`avahi of ${host} to be there`, () => program.lines().some((line) => isUp.test(line)));
  return program;
}
