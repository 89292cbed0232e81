// multicast.test.ts with the daemon in C.

process.env["LAB_HOST"] = "C";
await import("./multicast.test.ts");

export {};
