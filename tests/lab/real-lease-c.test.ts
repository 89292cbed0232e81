// real-lease.test.ts with the daemon in C.

process.env["LAB_HOST"] = "C";
await import("./real-lease.test.ts");

export {};
