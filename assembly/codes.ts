// Every code that the core can report, in one number space. Hosts get the names
// (kebab-case of the member) from the generated tables and own the sentences.
//
//   1..15     local misuse of the binary interface
//   16..63    foreign bytes: DHCP, names, spool files
//   64..95    local text: configuration and control requests
//   96..111   why an address was discarded
//   112..127  warnings about something that was used
//   128..     decisions: what was learnt, what is done next and why

export enum Code {
  Ok = 0,

  // Local misuse.
  InputKind = 1,
  InputLength = 2,
  NotInitialised = 3,
  ClientHandle = 4,
  LinkName = 5,
  TooManyLinks = 6,
  TooManyAddresses = 7,
  StoreFormat = 8,

  // Foreign bytes.
  Truncated = 16,
  NameEmpty = 17,
  NameLabelType = 18,
  NameTooLong = 19,
  NameCharacter = 20,
  NameHyphen = 21,
  NameUnterminated = 22,
  AddressLength = 24,
  ListLength = 25,
  OptionEmpty = 26,
  OptionTooLong = 27,
  DhcpTooShort = 30,
  DhcpNotReply = 31,
  DhcpMagic = 32,
  DhcpMessageType = 33,
  DhcpOptionLength = 34,
  HexDigit = 38,
  HexOdd = 39,
  TextAddress = 40,
  TextName = 41,
  TextNumber = 42,
  SpoolName = 44,
  SpoolClient = 45,
  SpoolLine = 46,
  SpoolEvent = 47,
  SpoolTime = 48,
  SpoolDevice = 49,

  // Local text.
  ConfigStatement = 64,
  ConfigValue = 65,
  ConfigValueMissing = 66,
  ConfigExtraValue = 67,
  ConfigSection = 68,
  ConfigLimit = 69,
  ConfigDuplicate = 70,
  ServerWithoutReferenceIdentifier = 71,
  ServerEmpty = 72,
  ControlRequest = 80,
  ControlInterface = 81,
  ControlExtra = 82,

  // Why an address was discarded.
  Loopback = 96,
  Multicast = 97,
  Unspecified = 98,
  Reserved = 99,
  OwnAddress = 100,
  Unreachable = 101,
  Duplicate = 102,
  OverLimit = 103,

  // Warnings.
  ListsForm = 112,
  SecondName = 113,
  TrailingOctets = 114,
  NameJoined = 115,
  LastInstance = 116,
  TypedName = 117,
  ValueDropped = 118,
  RepeatedOption = 119,
  OptionsWithoutReply = 120,

  // Decisions: what was learnt.
  ConfigApplied = 128,
  ConfigLine = 129,
  LinkUp = 130,
  LinkDown = 131,
  LeaseLearnt = 132,
  LeaseUnchanged = 133,
  LeaseLost = 134,
  LeaseExpired = 135,
  NoDhcpServer = 136,
  NewNetwork = 137,
  IdentifierLearnt = 138,
  AddressesLearnt = 139,
  DomainLearnt = 140,
  OptionIgnored = 141,
  OptionWarning = 142,
  AddressDiscarded = 143,
  InterfaceIgnored = 144,
  InputRefused = 145,
  EntropyMissing = 146,
  PoolFull = 147,

  // Decisions: what is done next.
  RunPlanned = 150,
  RunBegins = 151,
  MethodFound = 152,
  MethodEmpty = 153,
  MethodPending = 154,
  AllMethodsEmpty = 155,
  ListKeptStale = 156,
  ListWithdrawn = 157,
  ListUnchanged = 158,

  // Why a method gives nothing, or not yet.
  NothingConfigured = 170,
  NoLease = 171,
  NoDotsOptions = 172,
  NameNotTrusted = 173,
  NameMissing = 174,
  NoUsableAddress = 175,
  LeaseEnded = 176,
  ServedByAnyNetwork = 177,
  WaitingForDns = 178,
}
