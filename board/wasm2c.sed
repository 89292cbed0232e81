# What wasm2c makes of the core, fitted to it.

# The core has one page and never another: its octets lie in the instance itself, and
# where they end is a constant. A check of a bound is one comparison then.
s/> mem->size))/> sizeof mem->data))/
s/^\(#define MEMCHECK(mem, a, t)\) RANGE_CHECK.*/\1 if (UNLIKELY((a) > sizeof mem->data - sizeof(t))) TRAP(OOB);/
/^ *wasm_asm("" ::"r"(result)); *\\$/d
