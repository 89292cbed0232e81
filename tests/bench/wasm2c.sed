# What the inspect build has besides the core, to show what it has read: for speed, as what
# the other decoders are measured by. Functions that are not asked for stay outside of it.
s/^static u32 w2c_assembly_inspect_decode(.*;$/__attribute__((flatten, optimize("O2", "no-tree-pre"))) &/
s/^static u32 w2c_assembly_inspect_name_text_writeNameText(.*;$/__attribute__((flatten, noinline, optimize("O2", "no-tree-pre"))) &/
s/^static u32 w2c_assembly_inspect_parse(.*;$/__attribute__((noinline)) &/
s/^static void w2c_assembly_dns_rdata_soa_readNames(.*;$/__attribute__((noinline)) &/
