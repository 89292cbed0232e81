/* Room for what the program holds for all of its life. */
#ifndef DD_MEMORY_H
#define DD_MEMORY_H

#include <stddef.h>

/* Octets that are all zero. Ends the program with a message if there is no memory, which can
 * only be at its start. */
void *dd_room(size_t size);

#endif
