/* Records of the core as tables for people. */
#ifndef DD_TABLE_H
#define DD_TABLE_H

#include <stdbool.h>
#include <stddef.h>

/* Writes the JSON lines of `text` as tables: one for each run of records of a kind that has
 * one. Other lines are written as they are, with the names of codes. */
void dd_print_tables(int file, const char *text, size_t length);

#endif
