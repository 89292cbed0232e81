# The contract of a port (docs/porting.md): `make port-check PORT=name` tries one.

CONTRACT_OBJECTS = $(patsubst board/contract/%.c,$(BOARD)/contract/%.o,$(wildcard board/contract/*.c)) \
  $(PORT_OBJECTS) $(filter-out $(BOARD)/main.o,$(DAEMON_OBJECTS))

.PHONY: port-check
port-check: $(BOARD)/port-check ## try a port of the daemon and say what it lacks; PORT=posix, ARCH=
	@$(BOARD_RUN) $(BOARD)/port-check

$(BOARD)/port-check: $(CONTRACT_OBJECTS) $(BOARD)/libdots_discovery.a
	@$(BOARD_CC) $(BOARD_LDFLAGS) -o $@ $^

$(BOARD)/contract/%.o: board/contract/%.c board/contract/contract.h $(BOARD_HEADERS)
	@mkdir -p $(@D)
	@$(BOARD_CC) $(BOARD_CFLAGS) -c -o $@ $<
