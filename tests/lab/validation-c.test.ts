// validation.test.ts with the daemon in C.

process.env["LAB_HOST"] = "C";
await import("./validation.test.ts");

export {};
