/* Room for the one core of this program. */
#ifndef DD_MEMORY_H
#define DD_MEMORY_H

/* Ends the program with a message if there is no memory, which can only be at its start. */
void *dd_core_memory(void);

#endif
