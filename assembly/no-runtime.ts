// Deliberately empty. Given to the compiler as its runtime, it makes every
// allocation a compile error: the core has no heap.
