#ifndef DD_CHECK_CONFIG_H
#define DD_CHECK_CONFIG_H

#include "board_port.h"

/* Shows every error of the configuration, with its line; returns the exit code. */
int dd_check_configuration(const struct dd_places *places);

#endif
