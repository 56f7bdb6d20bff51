/**
 * What the server sends and hears: `simulator/projections/shapes/` and
 * `simulator/hosting/requests.py`, by `make contract`.
 */

/** Its fields by kind: `simulator/journal/facts.py`. */
export interface Fact { kind: string; [field: string]: any }

/** A text before its language is known: a key of the catalogue and parameters. */
export interface Text {
  key: string;
  params?: Record<string, string | number>;
}

export type Span = [number, number, string];

export type Change = [(string | number)[], any, any];

export type BeatShape = 'open' | 'command' | 'reply' | 'letter' | 'close' | 'local' | 'fault' | 'typed';

/**
 * All a view needs to draw a step without its neighbours. `head + text` is the first line as it
 * went over the wire.
 */
export interface Beat {
  /** From 1. */
  step: number;
  shape: BeatShape;
  /** smtp, pop3, imap, http, dns, tcp, or local: nothing crosses the network. */
  protocol: string;
  /** Host. */
  from: string;
  /** Host; the same as `from`: it happens inside. */
  to: string;
  /** Host that opened the connection, or "". */
  client: string;
  /** Host it was opened to, or "". */
  server: string;
  /** How a reply ends: "2" to "5", "+", "-", or "". */
  mark: string;
  /** What stands out of the first line: `MAIL FROM:`, `250`, `+OK`. */
  head: string;
  /** The rest of the first line. */
  text: string;
  /** Further lines. */
  more: string[];
  /** Octets on the wire. */
  length: number;
  /**
   * Part of the session: greeting, sender, recipients, letter, dot, goodbye, login, transaction,
   * update, or "".
   */
  phase: string;
  /** Index in `Model.chapters`. */
  chapter: number;
  /** Sections, `5321#4.1.1.2`. */
  rfc: string[];
  /** Parsed parts of the first line: start, end, role. */
  spans: Span[];
  /** It never arrived. */
  lost: boolean;
}

/** A field on the card of a message, as a person reads it. */
export interface CardField {
  name: string;
  value: string;
}

/** Where the parts of a message are in the `octets` of a step. */
export interface LetterParts {
  /** Octets of the status line in front (POP3, IMAP); 0: none. */
  status: number;
  /** Where the header section ends. */
  header: number;
  /** Where the body begins: after the blank line, if there is one. */
  body: number;
  /** Where the body ends; behind it a final dot, or the rest of IMAP's response. */
  end: number;
  blank_line: boolean;
  /** The final dot is there. */
  dot: boolean;
  /** The few fields people look at first. */
  card: CardField[];
}

/** One event of the journal with what it changes. Only a `Step` has a beat. */
export interface Served {
  seq: number;
  /** Virtual microseconds. */
  at_us: number;
  host: string;
  conn: string;
  cause: number;
  fact: Fact;
  beat?: Beat;
  /** Up to 4096 octets of the line or message, Latin-1. */
  octets?: string;
  /** So many more there are. */
  octets_left?: number;
  /** Where `octets` are a message. */
  letter?: LetterParts;
  /** Of a flight of several segments, or of parts: start, end, whether it arrives. */
  segments?: [number, number, boolean][];
  /** The sentence above the stage. */
  say?: Text;
  /** One plain paragraph: what this line is, or why it failed. */
  why?: Text;
  /** What to do now: after errors, and prompts such as 354. */
  next?: Text;
  /** What the eye misses: curly quotes, a space after the colon. */
  slips?: Text[];
  /** What a newer standard made of a command. */
  notes?: Text[];
  /** `changes` begin with the whole model: nothing older is kept. */
  keyframe?: boolean;
  changes: Change[];
}

/** A served event that is told. */
export interface Step extends Served {
  beat: Beat;
  say: Text;
}

export type Param = string | number;

/** A program of a host that listens. */
export interface Program {
  /** mta, msa, pop3, imap, dns or webmail. */
  name: string;
  port: number;
  protocol: string;
}

/** How much of a fault: `n` milliseconds or percent. */
export interface FaultChoice {
  n: number;
  act: Record<string, any>;
}

/** What can be broken at a machine now, or is; an open connection can be reset, too. */
export interface PossibleFault {
  /** Unlike any other of the machine. */
  id: string;
  group: 'machine' | 'cable' | 'mailboxes' | 'programs';
  /** Where texts are called otherwise than `id`. */
  name?: string;
  /** Of its texts. */
  params?: Record<string, Param>;
  /** Breaks it; where there are `choices`, the first of them. */
  act: Record<string, any>;
  repair: Record<string, any>;
  choices?: FaultChoice[];
  broken?: boolean;
}

/** What the form of a mail client's account says; the password stays in it. */
export interface Account {
  service: 'pop3' | 'imap';
  /** Name of the server; "": it reads no mail. */
  incoming: string;
  incoming_port: number;
  /** From the first octet. */
  incoming_tls: boolean;
  outgoing: string;
  outgoing_port: number;
  outgoing_tls: boolean;
  user: string;
}

/** A message that a mail client could not hand over. */
export interface UnsentMessage {
  message: string;
  subject: string;
  /** For whom no server has taken it. */
  forward_paths: string[];
  length: number;
  attempts: number;
  /** Said last, with `text`; 0: no reply. */
  code: number;
  text: string;
  /** It is being tried again. */
  trying?: boolean;
}

/** A record that people edit in a zone. */
export interface ZoneRecord {
  name: string;
  type: string;
  /** Of TXT its text; of a key that was there at the beginning, how it begins. */
  value: string;
}

/** What a name server is the authority for. */
export interface Zone {
  name: string;
  records: ZoneRecord[];
}

/** A machine on the stage. */
export interface Host {
  id: string;
  on: boolean;
  /** Language to the name people read. */
  label: Record<string, string>;
  /** In DNS. */
  names: string[];
  ip: string;
  role: 'mua' | 'browser' | 'server' | 'wiretap';
  /** Addresses it keeps mail for. */
  mailboxes: string[];
  programs: Program[];
  /** Of a mail server: those it takes mail for. */
  domains?: string[];
  /** Of a mail client: the person's e-mail address. */
  address?: string;
  person?: string;
  /** Of a mail client with an account: as it is set up now. */
  account?: Account;
  /** Of a browser: the host of its webmail. */
  home?: string;
  /** Host its programs ask for names. */
  resolver?: string;
  /** Of a name server: what it is the authority for. */
  zones?: Zone[];
  /** Absent: a computer. */
  device?: 'phone';
  crashed?: boolean;
  /** Its programs stand still; TCP still acknowledges. */
  frozen?: boolean;
  /** Programs that were ended. */
  stopped?: string[];
  /** What is wrong with its mail server. */
  faults?: string[];
  possible_faults?: PossibleFault[];
  /** What its mail client could not hand over, the oldest first. */
  unsent?: UnsentMessage[];
  /** The machine of a real program. */
  visitor?: boolean;
  /** A visitor that is gone. */
  left?: boolean;
}

export type PaperPart = 'header' | 'blank' | 'body' | 'dot';

/** Between a host and the network. Absent numbers: as built. */
export interface Cable {
  host: string;
  cut?: boolean;
  latency_us?: number;
  rate_bps?: number;
  loss_ppm?: number;
}

/** A connection, or a delivery: the story's heading, a text. */
export interface Chapter {
  key: string;
  params: Record<string, Param>;
  protocol: string;
  /** The first. */
  step: number;
}

/** A recipient on an envelope, with what the server said of it. */
export interface AnsweredPath {
  path: string;
  status: 'accepted' | 'refused';
  code: number;
}

/** What a client said of a message with MAIL and RCPT. */
export interface Envelope {
  reverse_path: string;
  forward_paths: AnsweredPath[];
  /** queued, relayed, delivered or refused, once the message was taken. */
  done?: string;
}

/** What a check of a message came to (RFC 8601 §2.7), for which domain. */
export interface Seal {
  result: string;
  domain: string;
}

/** What a server has found out so far about the message on a connection. */
export interface Seals {
  spf?: Seal;
  /** Of each signature, from the top; one without a domain: it is not signed. */
  dkim: Seal[];
  dmarc?: Seal;
}

/** A line typed into a message. */
export interface PaperLine {
  text: string;
  part: PaperPart;
}

/**
 * Which part of a message the next line will be: one that holds a text, an empty one, and a
 * single dot.
 */
export interface NextLine {
  text: PaperPart;
  empty: PaperPart;
  dot: PaperPart;
}

/** Fields as a person reads them: encoded words decoded (RFC 2047). */
export interface ShownFields {
  subject: string;
  from: string;
  to: string;
}

/** The message a connection brought. */
export interface SentMessage {
  /** As it was sent, Latin-1; so are `from` and `to`. */
  subject: string;
  from: string;
  to: string;
  shown: ShownFields;
  length: number;
  /** Between header section and body. */
  blank_line: boolean;
  /** In the client's stream, with `wire_length` octets there. */
  offset: number;
  wire_length: number;
}

/** IMAP: the folder that is open. */
export interface SelectedFolder {
  folder: string;
  read_only: boolean;
}

/** Octets each end sent. */
export interface Octets {
  client: number;
  server: number;
}

/** What those octets were. */
export interface OctetKinds {
  command: number;
  reply: number;
  header: number;
  body: number;
}

/** A TCP connection and the session on it. */
export interface Conn {
  id: string;
  client: string;
  server: string;
  client_port: number;
  port: number;
  service: string;
  protocol: string;
  open: boolean;
  state: string;
  /** Verbs the server takes now. */
  legal: string[];
  octets: Octets;
  kinds: OctetKinds;
  round_trips: number;
  since_us: number;
  /** When it was closed. */
  until_us?: number;
  /** Who closed it. */
  by?: string;
  /** Closed by FIN, not by RST. */
  clean?: boolean;
  /** TCP gave up. */
  broken?: boolean;
  chapter?: number;
  /** The actor who opened it or types in it by hand. */
  terminal?: string;
  /**
   * `implicit`: its client begins with TLS. `agreed`: the server waits for the handshake that it
   * said yes to; `started`: that is over.
   */
  tls?: 'implicit' | 'agreed' | 'started';
  user?: string;
  /** What the server said it knows, as far as it changes what is legal. */
  announced?: string[];
  envelope?: Envelope;
  /** Once the server checks who the message is from. */
  seals?: Seals;
  /** Between 354 and the end of the message. */
  in_letter?: boolean;
  paper?: PaperLine[];
  /** While `in_letter`. */
  next_line?: NextLine;
  letter?: SentMessage;
  /** Its name in the queue, when accepted. */
  message?: string;
  /** POP3: numbers of the messages to be deleted. */
  marked?: number[];
  selected?: SelectedFolder;
  /** IMAP: between IDLE and DONE. */
  idling?: boolean;
}

/** A message in a mailbox. With IMAP it has `uid`, `flags` and `internal_date`. */
export interface StoredMessage {
  unique_id: string;
  message: string;
  subject: string;
  from: string;
  to: string;
  length: number;
  reverse_path?: string;
  uid?: number;
  flags?: string[];
  internal_date?: string;
}

/** A folder of an account, as IMAP sees it. */
export interface Folder {
  name: string;
  special_use: string;
  subscribed: boolean;
  selectable: boolean;
  uid_validity: number;
  /** Empty for INBOX: those are the mailbox's own. */
  messages: StoredMessage[];
}

/** An account's mail at its server. */
export interface Mailbox {
  host: string;
  messages: StoredMessage[];
  /** The connection that has it. */
  locked?: string;
  full?: boolean;
  /** INBOX first; absent without IMAP. */
  folders?: Folder[];
}

/** A message in the queue of an MTA. */
export interface QueuedMessage {
  message: string;
  reverse_path: string;
  /** Those that still wait. */
  forward_paths: string[];
  length: number;
  since_us: number;
  attempts: number;
  /** That brought it; absent: the server wrote it. */
  conn?: string;
  /** Host, while it is tried. */
  trying?: string;
  /** Tried last. */
  hosts?: string[];
  /** Said last, with `text`; 0: no reply. */
  code?: number;
  text?: string;
  /** When it is tried again. */
  next_us?: number;
  gives_up_us?: number;
}

/** A message in a mail client. */
export interface HeldMessage {
  message: string;
  subject: string;
  from: string;
  length: number;
  unique_id: string;
  /** Its number at the server, when IMAP brought it. */
  uid?: number;
}

/** The page a browser shows: octets of a stream, or a problem. */
export interface BrowserPage {
  address: string;
  status: number;
  stream: string;
  offset: number;
  length: number;
  problem: string;
}

/** What waits, and would go on if time were skipped. */
export interface Waiting {
  /** Open sessions and messages in queues. */
  count: number;
  /** The next attempt of a queue. */
  retry_us?: number;
  /** Open sessions, where a retry waits, too. */
  sessions?: number;
}

/** A button that makes sense now. */
export interface Offer {
  act: Record<string, any>;
  key: string;
  params: Record<string, Param>;
}

/** The whole world on show. Objects are by id, address or host. */
export interface Model {
  /** The moment at which virtual time is 0, `2026-11-23T09:00:00+01:00`. */
  epoch?: string;
  /** Hosts, from left to right on the stage. */
  order: string[];
  hosts: Record<string, Host>;
  links: Record<string, Cable>;
  mailboxes: Record<string, Mailbox>;
  conns: Record<string, Conn>;
  /** Question to the answer a learner gave. */
  answers: Record<string, string>;
  queues: Record<string, QueuedMessage[]>;
  inboxes: Record<string, HeldMessage[]>;
  chapters: Chapter[];
  waiting: Waiting;
  offers: Offer[];
  /** Absent until a browser has shown a page. */
  browsers?: Record<string, BrowserPage>;
}

export type FieldGroup = 'people' | 'stamps' | 'mime' | 'other';

export type ReportGroup = 'message' | 'recipient';

export type StopKind = 'composed' | 'queued' | 'delivered' | 'collected';

export type Form = 'raw' | 'simple' | 'relaxed';

export type NameStatus = 'same' | 'forgiven' | 'changed' | 'gone' | 'added' | 'absent' | 'unknown';

/**
 * Where a message crossed the network: octets `offset` to `offset + length` of the stream
 * `conn.stream`, dots stuffed, final dot included.
 */
export interface Crossing {
  conn: string;
  stream: string;
  offset: number;
  length: number;
  dots_stuffed: number;
}

/** A message at one place on its way. */
export interface Stop {
  kind: StopKind;
  /** Names its stream. */
  message: string;
  host: string;
  seq: number;
  at_us: number;
  length: number;
  /** The stop it came from: the same message with `added` octets on top; or "". */
  before: string;
  /** Of a notice: the other message it is an answer to; or "". */
  because: string;
  added: number;
  /** Where it lies, delivered or collected; or "". */
  mailbox: string;
  wire: Crossing | null;
}

/** Every message once, in the order of conversations, answers below what they answer. */
export interface ListedMessage {
  message: string;
  message_id: string;
  subject: string;
  from: string;
  date: string;
  /** Another message of the list, or "". */
  parent: string;
  depth: number;
  /** What it answers is not here. */
  missing: boolean;
}

/** The same with its way. */
export interface TravelledMessage extends ListedMessage {
  because: string;
  stops: Stop[];
}

/** A field of a header section; every place is an offset into the message. */
export interface HeaderField {
  name: string;
  /** Unfolded, encoded words decoded (RFC 2047). */
  value: string;
  start: number;
  end: number;
  group: FieldGroup;
  /** A text that says what the field is for. */
  key: string;
  /** Host whose program wrote it, "" unknown. */
  by: string;
}

/** A field of a delivery report (RFC 3464 §2). */
export interface ReportField {
  name: string;
  value: string;
  key: string;
  /** What begins here. */
  group?: ReportGroup;
}

/**
 * A part of the MIME tree. Leaves have what is inside: `text`, `html`, or `picture`, and `report`
 * besides.
 */
export interface BodyPart {
  /** 1, 1.1, 1.2, 2 (RFC 3501 §6.4.5); "" of the multipart that is the message. */
  number: string;
  depth: number;
  type: string;
  charset: string;
  encoding: string;
  boundary: string;
  /** Of the file, or "". */
  name: string;
  /** How a reader of the message meets it; "": not by itself. */
  role: '' | 'text' | 'html' | 'attachment';
  /** Number of the text that says the same, of HTML in an alternative; or "". */
  instead_of: string;
  start: number;
  body: number;
  end: number;
  /** As they travel. */
  octets: number;
  /** Octets once their encoding is taken off. */
  decoded?: number;
  text?: string;
  html?: string;
  text_cut?: boolean;
  /** A data: address. */
  picture?: string;
  report?: ReportField[];
}

/** What a reply begins with (RFC 5322 §3.6.3, §3.6.4). */
export interface ReplyHeader {
  to: string[];
  subject: string;
  /** The Message-ID of what is replied to, or "". */
  in_reply_to: string;
  references: string[];
}

/**
 * What a header section breaks of RFC 5322 §3.6: a field is missing, is there more than once or
 * has a space before its colon (§2.2), or `Sender` is missing though several sign.
 */
export interface BrokenRule {
  rule: 'missing' | 'repeated' | 'sender' | 'space';
  field: string;
}

/** A message laid open. A draft has no `message`, `journey` and `because`. */
export interface OpenMessage {
  message?: string;
  length: number;
  /** The first octets, Latin-1. */
  source: string;
  /** There are more. */
  cut: boolean;
  header_length: number;
  blank_line: boolean;
  fields: HeaderField[];
  /** So many are not listed. */
  more_fields: number;
  broken: BrokenRule[];
  /** Flat, in the order of the octets. */
  parts: BodyPart[];
  /** So many are not listed. */
  more_parts: number;
  reply: ReplyHeader;
  journey?: Stop[];
  because?: string;
}

/** The message an act `send` would make. */
export interface Draft {
  /** None: it cannot be made. */
  letter: OpenMessage | null;
  /** Why it cannot be sent. */
  problem: Text | null;
  reverse_path?: string;
  forward_paths?: string[];
}

/** `letters.json`: every message of a branch once, in the order of conversations. */
export interface MessageList {
  letters: TravelledMessage[];
}

/** `threads.json`: the messages asked for, answers below what they answer. */
export interface Conversations {
  letters: ListedMessage[];
}

/** Octets that are others than when they were signed; Latin-1, cut where long. */
export interface ChangedOctets {
  /** In what is compared, as it is now. */
  offset: number;
  before: string;
  /** All of them. */
  before_octets: number;
  after: string;
  after_octets: number;
  /** A few octets in front, the same in both; so `trail` behind. */
  lead: string;
  trail: string;
}

/**
 * What was signed and what is here, in one form: `raw` as it travels, or canonical (RFC 6376
 * §3.4). No changes: in this form they are the same.
 */
export interface Compared {
  form: Form;
  changes: ChangedOctets[];
  /** Changes that are not listed. */
  more: number;
}

/**
 * A name in `h=`, and the field it stands for; `start` -1: there is no such field (any more), so
 * that nobody may add one. The signature's own field is the last.
 */
export interface SignedName {
  name: string;
  start: number;
  end: number;
  /**
   * `forgiven`: it is another, not in the canonical form; `absent`: there never was one;
   * `unknown`: what was signed is not at hand.
   */
  status: NameStatus;
  compared: Compared[];
}

/** The body's hash, as the signature states it and as the body that is here has it; base64. */
export interface SignedBody {
  form: 'simple' | 'relaxed';
  stated: string;
  hash: string;
  /** Of the canonical body. */
  octets: number;
  octets_hashed: number;
  compared: Compared[];
}

/** A DKIM-Signature field of a message. Places are offsets into the message. */
export interface LaidOpenSignature {
  /** From the top, beginning with 1. */
  number: number;
  start: number;
  end: number;
  /** Why it cannot be read: then the rest is empty; or "". */
  problem: string;
  domain: string;
  selector: string;
  algorithm: string;
  /** How the header section is made canonical. */
  header: string;
  /** Host that made it, "": not in this lab. */
  signer: string;
  /** What the last server that checked it says (RFC 8601 §2.7.1), "": none did. */
  result: string;
  cause: string;
  names: SignedName[];
  body?: SignedBody;
}

/** What one server found out about a message when it came. */
export interface ServerFindings {
  host: string;
  /** Method and result. */
  results: [string, Seal][];
  action: string;
}

/** A field that says what somebody found out (RFC 8601, RFC 7208 §9.1). */
export interface ClaimedResults {
  name: string;
  value: string;
  start: number;
  /** The server that found it out and wrote it; "": anybody may have written it. */
  by: string;
}

/** `signatures/<message>.json`. */
export interface MessageSignatures {
  signatures: LaidOpenSignature[];
  /** Signatures that are not listed. */
  more: number;
  findings: ServerFindings[];
  claims: ClaimedResults[];
}

/**
 * One option, one for each arrow, words, options in their order, bins for things, sentences whose
 * wrong words are marked and corrected, the code of a reply, replies in a server's place.
 */
export type QuestionKind = 'choice' | 'label' | 'text' | 'order' | 'sort' | 'fix' | 'reply' | 'serve';

/**
 * How a typed task is done, most help first: its solution is watched, its lines are put in order,
 * its gaps are filled, or it is typed freely.
 */
export type HelpLevel = 'watch' | 'order' | 'fill' | 'type';

/** Something with a name to be read. */
export interface Labelled {
  id: string;
  /** Safe HTML. */
  label: string;
}

/** One of the answers to choose from. */
export interface AnswerOption {
  value: string;
  /** Safe HTML. */
  label: string;
}

/** A question of a step, without its answer. */
export interface AskedQuestion {
  id: string;
  kind: QuestionKind;
  /** Safe HTML. */
  prompt: string;
  options: AnswerOption[];
  /** What is labelled: each is answered as a question of its own. */
  arrows?: Labelled[];
  /** Octets of an option, as text, where options are lines of a message. */
  lines?: Record<string, string>;
  /** Of a conversation: the `Message-ID` of each message that is there. */
  among?: Record<string, string>;
  /** Of a `fix`: the claim of the slides that a sentence is, by the id answered. */
  claims?: Record<string, string>;
  /** What the reply to be predicted answers. */
  said?: string;
  /** That reply is a status of POP3, else a code of SMTP. */
  pop3?: boolean;
}

/** What the page offers in a step. */
export interface StepTools {
  chips: boolean;
  view: 'watch' | 'type' | 'boxes' | 'serve';
  /** A wait may be skipped. */
  skip: boolean;
  /** What flies may be lost or changed. */
  flight: boolean;
  /** Each reply is covered until the learner says how it begins. */
  ask: boolean;
}

/** One screen of a lesson. */
export interface LessonStepPage {
  id: string;
  kind: 'watch' | 'predict' | 'do' | 'quiz' | 'read';
  title: string;
  /** Safe HTML, as `hints`, `remarks` and labels. */
  html: string;
  hints: string[];
  /** Hints that answer one mistake, by name. */
  remarks: Record<string, string>;
  goals: Labelled[];
  tools: StepTools;
  /** It has a script to be played: after the answer, when there is a question. */
  run: boolean;
  question?: AskedQuestion;
  /** Ways to do a typed task; empty where there is one only. */
  help?: HelpLevel[];
}

/** A line of a dialogue; with a gap, what stands before and after it. */
export interface ExerciseLine {
  before: string;
  after?: string;
  gap?: boolean;
  /** Of a long dialogue, from 0: lines of a part stand together. */
  part?: number;
}

/** Lines of a step's solution, to put in order or to complete. */
export interface ExercisePage {
  level: 'order' | 'fill';
  /** To put in order, they are shuffled. */
  lines: ExerciseLine[];
  /** How many of them the dialogue can do without. */
  extra: number;
  /** How many parts the dialogue has. */
  parts: number;
}

/** What a server said to a line. */
export interface TriedReply {
  /** How it ends: "2" to "5", "+", "-", or "". */
  mark: string;
  lines: string[];
  /** Of a refusal: what it means. */
  why: Text | null;
}

/** What came of one line of a dialogue that somebody made. */
export interface TriedLine {
  replies: TriedReply[];
  /** Why it could not even be typed. */
  problem: Text | null;
}

/** A section of an RFC. */
export interface Citation {
  /** Such as `5321#4.1.4`. */
  place: string;
  label: string;
  title: string;
  link: string;
}

/** A lesson in one language: `/lessons/SLUG.json`. */
export interface LessonPage {
  slug: string;
  number: string;
  unit: string;
  title: string;
  minutes: number;
  /** Safe HTML. */
  goal: string;
  rfc: Citation[];
  slides: string[];
  scenario: string;
  seed: number;
  steps: LessonStepPage[];
  /** Where to go from here: safe HTML, or "". */
  beyond: string;
  /** Slug of the lesson after it. */
  next: string | null;
}

/** A lesson in the list. */
export interface LessonCard {
  slug: string;
  number: string;
  title: string;
  /** Safe HTML. */
  goal: string;
  minutes: number;
  steps: number;
  /** Steps that an exam asks. */
  tasks: number;
}

/** A lesson that is announced in the list and not there yet. */
export interface ComingCard {
  number: string;
  title: string;
}

/** Lessons that belong together, in their order: `/lessons.json`. */
export interface LessonUnit {
  id: string;
  title: string;
  /** Worth answering: what its lessons answer; "" when it is not Cartero's own. */
  question: string;
  lessons: LessonCard[];
  coming: ComingCard[];
  /** Of a teacher's own: file, place and reason of what keeps others from being shown. */
  wrong?: string[];
}

/** A goal, or a part of one that shows by itself, and whether it holds. */
export interface Criterion {
  id: string;
  held: boolean;
}

/** A dialogue that somebody made, tried in a world of its own. */
export interface DialogueTrial {
  solved: boolean;
  goals: Criterion[];
  /** By place in the dialogue. */
  lines: TriedLine[];
}

/** `got` of `of`. */
export interface Score {
  got: number;
  of: number;
}

/** Three numbers that are never added. */
export interface Scores {
  task: Score;
  predict: Score;
  quiz: Score;
}

/** A message put together line by line, as a mail client reads it. */
export interface MadeMessage {
  /** Names, in their order. */
  fields: string[];
  blank_line: boolean;
  body: string;
  broken: BrokenRule[];
}

/** The newest answer; of a task, since the step began. */
export interface GivenAnswer {
  value: string;
  right: boolean;
  tries: number;
  /**
   * What of it is right: things in order, or the word marked; of a message in a conversation,
   * what it answers.
   */
  held: string[];
  /** Of lines put together: what they are read as. */
  made: MadeMessage | null;
  /** Speaks of this answer: safe HTML, or "". */
  feedback: string;
}

/** How a pupil stands in one step. */
export interface StepStanding {
  id: string;
  begun: boolean;
  solved: boolean;
  /** Solved in an earlier try, though not all goals hold in this one. */
  earlier: boolean;
  goals: Criterion[];
  answers: Record<string, GivenAnswer>;
  /** Right answers, only when the step is over. */
  right: Record<string, string>;
  /** Of things to put in order in time, only when the step is over. */
  years: Record<string, number>;
  /** Of RFCs, to be drawn, only when the step is over. */
  families: string[];
  /** Said once the step is over: safe HTML, or "". */
  after: string;
  /**
   * What answers the mistake that shows: the number of a hint, from 1, or the name of a remark;
   * or "".
   */
  hint: string;
  /** Of a step in which one answers in a server's place. */
  seat?: SeatStanding;
  /** What was replied, once it was predicted. */
  heard?: SeatExchange;
}

/** How a pupil stands in a lesson. */
export interface LessonStanding {
  lesson: string;
  solved: boolean;
  /** The first step that is not over. */
  current: string | null;
  steps: StepStanding[];
  scores: Scores;
}

/** One prediction; exactly one of an experiment is right. */
export interface PredictionOption {
  /** By language. */
  says: Record<string, string>;
  right: boolean;
}

/** A quiz of a lesson, asked again on a later day: `/review.json` lists them. */
export interface ReviewQuestion {
  /** Slug. */
  lesson: string;
  unit: string;
  number: string;
  /** Of the lesson. */
  title: string;
  step: string;
  /** What the question speaks of: safe HTML, or "". */
  html: string;
  question: AskedQuestion;
}

/** A ready experiment, words by language: `/experiments.json` lists them. */
export interface ExperimentPage {
  slug: string;
  title: Record<string, string>;
  question: Record<string, string>;
  options: PredictionOption[];
  /** What to watch while it happens. */
  look: Record<string, string>;
  /** What happened, and why. */
  told: Record<string, string>;
  cites: string[];
}

/** A lesson that treats a claim. */
export interface ClaimedLesson {
  /** Such as `L09`. */
  number: string;
  /** "" while it is announced only. */
  slug: string;
}

/** Something a slide, or many people, say; words by language. */
export interface ClaimPage {
  /** Such as `S21.8`. */
  id: string;
  /** The name of its scene: `s21-8`. */
  scene: string;
  verdict: 'ok' | 'partly' | 'wrong' | 'outdated' | 'typo' | 'context';
  says: Record<string, string>;
  /** What is right, or what it lacks; empty when there is nothing to add. */
  truth: Record<string, string>;
  cites: string[];
  lessons: ClaimedLesson[];
  /** Of the page that shows it, "" where nothing does. */
  address: string;
}

/**
 * A question of a lesson that a slide asks, too: `/review/LESSON/STEP.json` says how answers
 * stand.
 */
export interface PracticePage {
  /** Slug. */
  lesson: string;
  step: string;
  title: Record<string, string>;
}

/**
 * A slide of the course, words by language: `/slides.json` lists them; `/misconceptions.json`
 * lists `ClaimPage`s.
 */
export interface SlidePage {
  id: string;
  title: Record<string, string>;
  /** What it is about, for the class. */
  lead: Record<string, string>;
  ask: Record<string, string>;
  answer: Record<string, string>;
  claims: ClaimPage[];
  practice: PracticePage[];
}

/** What one task cost the device, done in one way. */
export interface MeasuredTask {
  task: string;
  way: string;
  round_trip_us: number;
  /** Octets the device sent, `down`: received. */
  up: number;
  down: number;
  /** Octets by what they are. */
  kinds: Record<string, number>;
  trips: number;
  time_us: number;
  /** Octets the webmail exchanged behind. */
  inside: number;
  /** The commands, or the requests. */
  said: string[];
}

/** Each way to read mail, measured once: `/scenarios/NAME/comparison.json`. */
export interface ComparisonPage {
  letters: number;
  /** Number of the message that is read or deleted. */
  letter: number;
  /** None: the scenario has nobody to compare with. */
  rows: MeasuredTask[];
}

/** What one machine sent back to back, as it is on the wire. */
export interface OverheardFlight {
  /** Since the connection was opened. */
  at_ms: number;
  by: 'client' | 'server';
  octets: number;
  /** Its lines; "": nothing that can be read. */
  text: string;
}

/** Something that was said in the session, and whether the wire shows it. */
export interface Leak {
  what: string;
  read: boolean;
}

/** One connection that passed the spy. */
export interface OverheardSession {
  tls: 'none' | 'started' | 'implicit';
  port: number;
  flights: OverheardFlight[];
  /** On the wire, both ways. */
  octets: number;
  leaks: Leak[];
}

/** The same session in several ways: `/scenarios/NAME/overheard.json`. */
export interface EavesdroppingPage {
  /** What the client asked DNS for. */
  names: string[];
  /** None: nobody listens in this scenario. */
  sessions: OverheardSession[];
}

export type LineKind = 'command' | 'reply' | 'header' | 'body' | 'dns' | 'tls' | 'check';

/** One line of a talk. */
export interface EraLine {
  kind: LineKind;
  /**
   * As it went over the wire, without its line end; of `dns` the question and its answers, of
   * `check` what a server found out, of `tls` nothing.
   */
  text: string;
  /** Nothing like it was said in an earlier era. */
  new?: boolean;
}

/** One connection, or all that one machine asks of DNS. */
export interface EraTalk {
  client: string;
  server: string;
  /** 0: DNS, by datagrams. */
  port: number;
  lines: EraLine[];
  new_port?: boolean;
}

/** The message as in one year. */
export interface Era {
  year: string;
  /** Whose demonstration it is. */
  scenario: string;
  talks: EraTalk[];
  /** Lines that are new. */
  added: number;
}

/** All of them, the oldest first: `/eras.json`. */
export interface ErasPage {
  /** What the machines are called, by id and language. */
  hosts: Record<string, Record<string, string>>;
  eras: Era[];
}

/** What the client said and what was replied in the server's place. */
export interface SeatExchange {
  /** A line, or a content with its dot; "" before the greeting. */
  said: string;
  reply: string[];
  /** How it ends: "2" to "5", "+" or "-". */
  mark: string;
  /** Of the session, after it. */
  state: string;
  /** What it did. */
  note: Text;
}

/** A reply that does not belong there, and what a client does with it. */
export interface SeatMistake {
  reply: string[];
  said: Text;
  /** Section, `5321#4.3.2`. */
  rfc: string;
  client: Text;
  /** What the client's engine says then. */
  sent: string[];
  /** What is so, whatever was replied. */
  why: Text | null;
}

/** How far somebody is who answers in a server's place. */
export interface SeatStanding {
  protocol: string;
  /** Host; `server` too. */
  client: string;
  server: string;
  /** A person types at the other side; else a mail client speaks. */
  typed: boolean;
  /** Of the session. */
  state: string;
  done: SeatExchange[];
  /** What waits for a reply: as `SeatExchange.said`; "" too when all is over. */
  asks: string;
  /** What the client has already said behind it (RFC 2920). */
  behind: string[];
  wrong: SeatMistake | null;
  /** Replies to choose from; none when all is over. */
  offered: string[];
  /** Turns that were right at the first try. */
  first_tries: number;
  turns: number;
}

/** What a student said last, and what is right of it. */
export interface MysteryAnswer {
  cause: string;
  machine: string;
  /** Events; -1 for a step not pinned yet. */
  pins: [number, number];
  cause_right: boolean;
  machine_right: boolean;
  /** Each is part of a proof. */
  pins_right: [boolean, boolean];
  /** The two together are a proof. */
  proven: boolean;
  /** What neither shows: what failed, what happened to the letter, or either. */
  lacks: 'cause' | 'effect' | 'other';
}

/** `/lab/ID/mystery.json`: how far a student is in a mystery. */
export interface MysteryPage {
  /** As the address has it, level first: `2-4711`; "" in an exam. */
  code: string;
  level: number;
  /** What people say happened. */
  story: Text;
  /** To choose from; `mystery.cause.NAME` is the text of each. */
  causes: string[];
  machines: string[];
  /** The last event that can be pinned. */
  until: number;
  accusations: number;
  solved: boolean;
  /** The code of another mystery of this level. */
  next: string;
  /** What is right is told; in an exam only at its end. */
  judged: boolean;
  said?: MysteryAnswer;
  /** The solution, for who found it or gave up. */
  told?: Text;
  /** Two events that prove it, likewise. */
  proof?: [number, number];
}

/** One task of a student. */
export interface ExamTaskPage {
  /** As the record has it. */
  name: string;
  /** Of its lesson; "" for a mystery. */
  title: string;
  /** Of its lesson: what is spoken there. */
  unit: string;
  /** Without hints and other help; None for a mystery. */
  step?: LessonStepPage;
}

/** `/exams.json`: what an exam may be. */
export interface ExamLimits {
  tasks: number;
  mysteries: number;
  /** Of mysteries. */
  levels: number[];
  minutes: number;
  /** The largest number of a plan. */
  number: number;
}

/** `/exam/CODE.json`: what an exam is, and what is asked of that nickname. */
export interface ExamPage {
  code: string;
  minutes: number;
  /** As it is kept; "" when none was given. */
  nickname: string;
  /** Characters it may have. */
  nickname_max: number;
  tasks: ExamTaskPage[];
}

/** `/lab/ID/line.json`: what was done there, as the record has it. */
export interface ExamLine {
  line: Record<string, any>[];
}

/** One item of the partial credit. */
export interface MarkedItem {
  /** Of a lesson `do:step/item`, `predict:step/part` or `quiz:step/part`. */
  id: string;
  /** Safe HTML; "" for those of a mystery. */
  label: string;
  held: boolean;
}

/** What one task is worth. */
export interface TaskMarks {
  /** "" for a mystery. */
  title: string;
  items: MarkedItem[];
  score: Score;
}

/** `/exam/grade`: a record, played again. */
export interface ExamMarks {
  nickname: string;
  code: string;
  /** Short code of the record, to compare paper and file. */
  digest: string;
  score: Score;
  tasks: TaskMarks[];
  complaints: Text[];
  /** The record to be saved, with the score it claims. */
  file: string;
  /** SVG. */
  qr: string;
  /** The QR code holds the whole record; else only its short code. */
  whole: boolean;
}

export type DrillKind = 'next-command' | 'which-code' | 'blank-line';

/** A line of the dialogue, or of the message. */
export interface DrillLine {
  /** Client, server, or nobody: a line of a message. */
  who: 'C' | 'S' | '';
  text: string;
}

/** `/drill/KIND/SEED.json`: what is asked. */
export interface DrillPage {
  kind: DrillKind;
  seed: number;
  lines: DrillLine[];
  /** Lines or codes; of a blank line, the number of the line it comes after. */
  options: string[];
}

/** What comes of an option, or of the line that was asked about. */
export interface DrillOutcome {
  /** The line. */
  said: string;
  replies: TriedReply[];
  /** Where it is laid down. */
  rfc: Citation[];
}

/** `/drill/KIND/SEED/answer.json`: what is right, and why. */
export interface DrillAnswer {
  /** Index of the option. */
  right: number;
  /** Of each option; of the one line that was asked about; none of a message. */
  outcomes: DrillOutcome[];
  /** What the kind of question is about. */
  rfc: Citation[];
}

/**
 * How much of an event a goal asks for: all that is told of it; at whatever machine; any reply of
 * that class; from whatever sender.
 */
export type GoalChoice = 'exact' | 'anywhere' | 'class' | 'anybody';

/** One act of the recording. The moves are a tree: each follows another. */
export interface DraftMove {
  id: string;
  /** The move before it; "" at the beginning. */
  after?: string;
  act: Record<string, any>;
}

/** An event that has to happen. */
export interface DraftGoal {
  move: string;
  /** Which of the events of that move, from 0. */
  event: number;
  choice?: GoalChoice;
  words?: string;
}

/** A step of the lesson: from one move of the right way to the next step's. */
export interface DraftStep {
  /** Its first move. */
  at: string;
  title?: string;
  words?: string;
  hints?: string[];
  /** Said when it is done. */
  done?: string;
  goals?: DraftGoal[];
  /** Its goals must happen one after another. */
  in_order?: boolean;
}

/** What is said of a way beside the right one, which ends in that move. */
export interface DraftTurn {
  move: string;
  words?: string;
  used?: boolean;
}

/** A wrong answer, and what is said to who gives it. */
export interface DraftAnswer {
  words?: string;
  remark?: string;
}

/** Asked at the end. */
export interface DraftQuestion {
  words?: string;
  right?: string;
  wrong?: DraftAnswer[];
  because?: string;
}

/** A whole lesson in the making. */
export interface LessonDraft {
  lang: string;
  slug?: string;
  title?: string;
  aim?: string;
  /** Its place among the teacher's own. */
  number?: number;
  minutes?: number;
  scenario: string;
  seed?: number;
  moves?: DraftMove[];
  /** The right way, move by move. */
  line?: string[];
  steps?: DraftStep[];
  turns?: DraftTurn[];
  question?: DraftQuestion;
  beyond?: string;
}

/** `/lab/ID/moves.json`: everything that was done in a lab, in all its branches. */
export interface RecordedMoves {
  scenario: string;
  seed: number;
  moves: DraftMove[];
  /** Those of the branch asked for, in order. */
  line: string[];
}

/** One way to make a goal of an event. */
export interface GoalOffer {
  choice: GoalChoice;
  said: Text;
}

/** An event that can be a goal. */
export interface MarkableEvent {
  said: Text;
  offers: GoalOffer[];
}

/** What a move brought about. */
export interface ToldMove {
  id: string;
  /** What was done, in short. */
  said: Text;
  /** Those that can be goals. */
  events: MarkableEvent[];
  /** Why it cannot be done in a lesson. */
  refused?: Text;
}

/**
 * What a way beside the right one is: almost right, right too, impossible in the lesson, not
 * wanted, or waiting for goals to be marked.
 */
export interface TurnKind {
  move: string;
  step: number;
  kind: 'wrong' | 'right' | 'broken' | 'unused' | 'waiting';
  /** Words of the goals it misses. */
  fails?: string[];
}

/** What is still to be done before the lesson is accepted. */
export interface MissingPart {
  said: Text;
  /** In which step, from 0; -1: in the lesson as a whole. */
  step?: number;
}

/** `/authoring.json`: what a draft is so far. */
export interface AuthoringPage {
  /** The name of its folder. */
  slug: string;
  moves: ToldMove[];
  turns: TurnKind[];
  /** Nothing: `flask lessons check` accepts it. */
  missing: MissingPart[];
}

/** How a record is come to: it is the first one, or another leads to it. */
export type Entered = '' | 'include' | 'redirect';

export type TrialField = 'address' | 'domain' | 'record' | 'zone' | 'author';

/** `/sender/spf.json`, posted: a client, what it says, and what DNS has. */
export interface SpfTrial {
  /** Of the client. */
  address: string;
  helo: string;
  /** The reverse-path without brackets; "" for the null one. */
  sender: string;
  /** Whose record `record` is. */
  domain?: string;
  /** A TXT record; "": none. */
  record?: string;
  /** Further records, as in a zone file, their names absolute. */
  zone?: string;
  /** Names whose server does not answer, but for records that are given. */
  silent?: string[];
}

/** Why nothing could be tried: what is wrong with one of the fields. */
export interface TrialProblem {
  field: TrialField;
  /** Of the zone, from 1; 0: the whole of it. Of several records: which, from 1. */
  line: number;
  text: Text;
}

/** Where a record as it is typed is wrong, in characters, and why. */
export interface RecordMistake {
  start: number;
  end: number;
  text: Text;
}

/** A record on the machine, as far as a fact carries it. */
export interface SpfRow {
  domain: string;
  /** Latin-1. */
  record: string;
  /** version, directive, modifier. */
  spans: Span[];
}

/** A domain that is being evaluated, at one step. */
export interface SpfFrame {
  domain: string;
  how: Entered;
  /** Index in `SpfPlayed.rows`; -1: its record is not known yet, or there is none. */
  row: number;
  start: number;
  /** The term that is looked at, in the row; both 0: none yet. */
  end: number;
  /** What came of it, once it is known. */
  matched?: boolean;
}

/** The machine after a step. `frames`: from the first domain to the innermost. */
export interface SpfMoment {
  frames: SpfFrame[];
  lookups: number;
  void_lookups: number;
}

/** What came of an `SpfTrial`. Nothing was played where `problem` is there. */
export interface SpfPlayed {
  problem?: TrialProblem;
  /** In `record`. */
  mistake?: RecordMistake;
  /** The domain that is checked first. */
  checked?: string;
  /** As in a lab. */
  steps?: Step[];
  /** One for each step. */
  moments?: SpfMoment[];
  rows?: SpfRow[];
  /** Steps before the last one that are not here: there are too many. */
  left_out?: number;
  result?: string;
}

/** A trial to begin with; its words are `ui.sender.example.ID` of the catalogue. */
export interface SpfExample {
  id: string;
  trial: SpfTrial;
}

export type CheckResult = 'pass' | 'fail' | 'softfail' | 'neutral' | 'none' | 'policy' | 'temperror' | 'permerror';

/** A signature, as DKIM found it. */
export interface DmarcSignature {
  /** Its `d=`. */
  domain: string;
  result?: CheckResult;
}

/** A record at `_dmarc.DOMAIN`; "": none. */
export interface DmarcPolicy {
  domain: string;
  record: string;
}

/** `/check/dmarc.json`, posted: whom people read, and what was proven for whom. */
export interface DmarcTrial {
  /** The domain in From. */
  author: string;
  /** Of the reverse-path; "": SPF says nothing. */
  spf_domain?: string;
  spf_result?: CheckResult;
  signatures?: DmarcSignature[];
  policies?: DmarcPolicy[];
  /** Further records: a name that has any exists. */
  zone?: string;
  silent?: string[];
}

/** What is passed over in a record. */
export interface PolicyMistake {
  /** Index in `DmarcTrial.policies`. */
  policy: number;
  text: Text;
}

/** From the domain of From to one that SPF or DKIM spoke about. */
export interface DmarcEdge {
  mechanism: string;
  domain: string;
  passed: boolean;
  /** strict or relaxed. */
  mode: string;
  aligned: boolean;
  /** Of `domain`; "": it did not have to be known. */
  organization: string;
}

/** What came of a `DmarcTrial`. Nothing was played where `problem` is there. */
export interface DmarcPlayed {
  problem?: TrialProblem;
  mistakes?: PolicyMistake[];
  /** As in a lab. */
  steps?: Step[];
  /** In the order of the trial, SPF first; none where no policy applies. */
  edges?: DmarcEdge[];
  /** Every name that was asked for a policy. */
  walked?: string[];
  result?: string;
  cause?: string;
  policy?: string;
  disposition?: string;
  /** p, sp or np. */
  tag?: string;
  policy_domain?: string;
  /** `t=y`: one level less is asked for. */
  testing?: boolean;
}

/** A trial to begin with; its words are `ui.sender.triangle.ID`. */
export interface DmarcExample {
  id: string;
  trial: DmarcTrial;
}

/** `/sender.json`: what the page offers to begin with. */
export interface SenderExamples {
  spf: SpfExample[];
  dmarc: DmarcExample[];
  lookups_max: number;
  void_lookups_max: number;
}

/** One case of the test suite of RFC 7208. */
export interface SpfCase {
  id: string;
  address: string;
  helo: string;
  sender: string;
  domain: string;
  /** Of that domain, where it is its only one and plain; else it is in `lines`. */
  record?: string;
  /** Where it is in the lines of its section; -1: it stays there. */
  line?: number;
  /** Results that are right. */
  accepted: string[];
  /** What a client that fails is told; "": the receiver's own words. */
  explanation?: string;
  /** Sections of RFC 7208. */
  spec?: string[];
  /** What its authors say of it, in English. */
  comment?: string;
}

/**
 * Cases of one subject, which share their records. Its heading is `ui.sender.section.ID` of the
 * catalogue.
 */
export interface SpfCaseSection {
  id: string;
  /** Of a zone file. */
  lines: string[];
  silent?: string[];
  cases: SpfCase[];
}

/** `/check/cases.json`: the cases, if this installation has them. */
export interface SpfCases {
  source?: string;
  /** Licence and authors, as the licence asks for. */
  notice?: string;
  sections?: SpfCaseSection[];
}

/** A term that a text of the page explains in place: `/terms/LANGUAGE.json` lists them. */
export interface Term {
  /** Of its entry in the glossary. */
  id: string;
  name: string;
  /** As a text names it: forms apart by `|`. */
  words: string;
  means: string;
}

/** Another entry that one is taken for. */
export interface UnlikeEntry {
  id: string;
  name: string;
  /** What parts them. */
  why: string;
}

/** A lesson that shows what an entry tells of. */
export interface TreatingLesson {
  /** Such as `L09`. */
  number: string;
  slug: string;
  title: string;
}

/** One entry, in one language. */
export interface GlossaryEntry {
  id: string;
  group: string;
  name: string;
  /** Other names, and those in other languages, for the search. */
  found_by: string;
  means: string;
  /** Of a command, or "". */
  syntax: string;
  /** Octets as they travel, or "". */
  example: string;
  cites: string[];
  unlike: UnlikeEntry[];
  /** Address of the page that shows it, "" where nothing does. */
  scene: string;
  /** Place within the page where one can try it out, or "". */
  tries: string;
  lessons: TreatingLesson[];
}

/** A document of the RFC series, with its status. */
export interface ListedRfc {
  number: number;
  title: string;
  year: number;
  /** internet, draft, proposed, practice, informational, experimental, historic or unknown. */
  level: string;
  obsoleted_by: number[];
  updated_by: number[];
}

/** Documents that replaced one another. */
export interface RfcFamily {
  /** `ui.glossary.family.ID` says what they are about. */
  id: string;
  /** The first of each line. */
  roots: number[];
}

/** The whole glossary, in one language. */
export interface GlossaryPage {
  /** In the order of the page; `ui.glossary.group.NAME` says what each is called. */
  groups: string[];
  entries: GlossaryEntry[];
  rfcs: ListedRfc[];
  families: RfcFamily[];
}

/**
 * What it is at all: a message with a body, a header section alone, or something that is no
 * message.
 */
export type LetterKind = 'letter' | 'header' | 'empty' | 'pdf' | 'msg' | 'zip' | 'picture' | 'rtf' | 'web' | 'other';

/**
 * Who wrote a line: a server of one's own; anybody who had the message before; nobody can say.
 */
export type Trust = 'proven' | 'claimed' | 'unknown';

/**
 * Why a line is odd. `backwards`: it is later than the line above it; `unchained`: the line above
 * names another machine.
 */
export type HopMark = 'malformed' | 'undated' | 'future' | 'backwards' | 'unchained';

export type Check = 'spf' | 'dkim' | 'dmarc';

/** What one Received field says (RFC 5321 §4.4); "" what it does not say. */
export interface Hop {
  /** Its place among them, from the top, from 1. */
  line: number;
  trust: Trust;
  /** Name that the client gave of itself: nobody checked it. */
  helo: string;
  /** Name that belongs to the address. */
  reverse: string;
  /** Where the client called from, seen by who wrote the line. */
  address: string;
  by: string;
  protocol: string;
  recipient: string;
  date: string;
  /** The field as it stands there. */
  written: string;
  /** Seconds from 1970. */
  at_s?: number;
  /** Since the line below; of the lowest, since Date. */
  delay_s?: number;
  marks?: HopMark[];
}

/** A result that somebody wrote into Authentication-Results (RFC 8601). */
export interface WrittenResult {
  method: string;
  result: string;
  properties?: [string, string][];
  reason?: string;
}

/** An Authentication-Results field. */
export interface WrittenResults {
  authserv_id: string;
  trust: Trust;
  results?: WrittenResult[];
  /** So many make no sense, or are too many. */
  unread?: number;
}

/** A Received-SPF field (RFC 7208 §9.1). */
export interface WrittenSpf {
  result: string;
  trust: Trust;
  comment: string;
  pairs?: [string, string][];
}

/** Who brought the message to the server that is believed. */
export interface ClientSaid {
  address: string;
  helo: string;
  mail_from: string;
  receiver: string;
}

/** A step of a check: what happened, and why. */
export interface CheckStep {
  say: Text;
  why?: Text[];
}

/** SPF, one signature, or DMARC, checked here. */
export interface CheckShown {
  check: Check;
  /** `no_records`: some that it needs are not at hand; `no_body`: the rest fits. */
  state: 'checked' | 'no_records' | 'no_client' | 'no_body';
  /** A word of RFC 8601 §2.7; "" where it is not known. */
  result: string;
  domain: string;
  selector?: string;
  /** What it covers; without `body` where that is not at hand. */
  signature?: LaidOpenSignature;
  signed_at_s?: number;
  steps?: CheckStep[];
}

/** What a check asked DNS for, and is not at hand. */
export interface WantedRecord {
  name: string;
  type: string;
}

/** In front of the octets of the message, and a line end: how to look at it. */
export interface OwnLetterQuestion {
  /** Seconds from 1970. */
  now_s: number;
  /** So many Received lines, from the top, are of one's own servers. */
  border?: number;
  /** Of DNS, as they were pasted. */
  records?: string;
  /** What the records lack does not exist. */
  whole?: boolean;
  /** It was too big: only its beginning is here. */
  cut?: boolean;
  /** None: as the message says. */
  client?: ClientSaid;
}

/** `/own-letter/read.json`: all there is to see of it. */
export interface OwnLetterPage {
  kind: LetterKind;
  length: number;
  border?: number;
  /** Which bounds were reached, and what was repaired to be read. */
  notes?: Text[];
  /** The Date field, which is the author's. */
  date?: string;
  date_s?: number;
  /** In the order of time: the lowest line first. */
  hops?: Hop[];
  /** From the first line with a date to the last. */
  total_s?: number;
  results?: WrittenResults[];
  spf?: WrittenSpf[];
  /** Seals of ARC (RFC 8617). */
  arc?: number;
  client?: ClientSaid;
  checks?: CheckShown[];
  wanted?: WantedRecord[];
  /** What is wrong with the records or the address. */
  problem?: Text;
  letter?: OpenMessage;
}

/** A message of ours to look at. */
export interface SampleLetter {
  name: string;
  /** Latin-1. */
  source: string;
  records: string;
  border: number;
  now_s: number;
}

/** `/own-letter.json`: what there is before there is a message. */
export interface OwnLetterStart {
  octets_max: number;
  /** What is read of a header section. */
  header_octets_max: number;
  samples: SampleLetter[];
}

/** One of the languages the page can be shown in. */
export interface OfferedLanguage {
  tag: string;
  /** As its speakers call it. */
  name: string;
  /** ltr or rtl. */
  direction: string;
}

/** Where the page of a permalink, or of somebody's attempt, begins. */
export interface LandingPlace {
  /** Of the step on show. */
  seq: number;
  /** The last event of the branch when it was opened. */
  last: number;
  /** The page, `letter/m3`; "" for the usual one. */
  view: string;
  /** Somebody else's, made again to be shown. */
  attempt?: boolean;
}

/** A permalink that the server keeps, and its long address. */
export interface SharedPermalink {
  /**
   * To be given away: `http://192.0.2.7:5000/e/7k2f-9mqx`; the long one where the server cannot
   * keep it.
   */
  address: string;
  /** Everything is in it; "" when no address is that long. */
  long: string;
  kept: boolean;
  /** It can be opened on this machine alone. */
  here_only: boolean;
  /** A picture of `address`, as SVG; "" where no phone could open it. */
  qr: string;
}

/** What the page must know first. */
export interface Boot {
  lang: string;
  /** "" for a saved session, as `branch`; `texts_urls` is empty then. */
  lab: string;
  branch: string;
  may_act: boolean;
  /** Those to choose from, in their order. */
  languages: OfferedLanguage[];
  /** Slug. */
  lesson: string | null;
  /** Slug. */
  experiment: string | null;
  /** By language. */
  texts_urls: Record<string, string>;
  /** The name of what this address shows, such as `s21-8`. */
  scene?: string;
  /** The code of the mystery of this address, such as `2-4711`. */
  mystery?: string;
  /** Of a permalink, or of an attempt. */
  moment?: LandingPlace;
  /** By language. */
  title?: Record<string, string>;
  /** home, watch, type, learn, break, map, mystery, exam, drills, certificate or glossary. */
  view?: string;
  /** Slug of the lesson whose steps Escribe proposes here. */
  missions?: string;
  /** View to its address, where it has a lab of its own. */
  elsewhere?: Record<string, string>;
  scenario?: string;
  /** Acts done when the lab was opened. */
  opening?: number;
  /** There is one to be played. */
  demonstration?: boolean;
  /** Real programs talk to this lab: its newest step is followed. */
  live?: boolean;
  /** Others act in this world, too: nobody goes back in time, nor breaks it alone. */
  one_line?: boolean;
  /** A session in a file: no server, nothing to act on. */
  saved?: boolean;
  /** The page has no server: Cartero runs in it. */
  alone?: boolean;
  /** Address for watching. */
  share?: string;
  /** Only who may act has it, and `secret`. */
  share_page?: string;
  secret?: string;
  /** View to the address of its own style sheet. */
  styles?: Record<string, string>;
  machines_url?: string;
  /** Of a visitor who is in a class, or teaches one. */
  classroom?: ClassSeat;
}

/** How a command is written and what it is for. */
export interface VerbHelp {
  syntax: string;
  key: string;
  rfc: string;
}

/** The state table of a protocol. */
export interface Machine {
  states: string[];
  /** State to verb to the first digit or sign of the reply to the next state. */
  table: Record<string, Record<string, Record<string, string>>>;
  verbs: Record<string, VerbHelp>;
  /** Service to the port it has when a scenario says nothing. */
  services: Record<string, number>;
}

/** By protocol. */
export type Machines = Record<string, Machine>;

/** A scenario a visitor may choose: `/scenarios.json` is a list of them. */
export interface ScenarioCard {
  name: string;
  /** By language. */
  title: Record<string, string>;
  /** By language. */
  about: Record<string, string>;
}

/** Why a request cannot be answered. */
export interface ToldError {
  key: string;
  params: Record<string, Param>;
  /** The same as a sentence, in the language of the request. */
  text: string;
}

/** What a script gets for a request that cannot be answered. */
export interface FailedRequest {
  error: ToldError;
}

/** `/healthz`: the server is ready. */
export interface Health {
  ok: boolean;
  labs: number;
}

export type Answer = Refused | Watched | Placed | Acted | BranchChanged | AheadBegun | AheadKept | PermalinkMade | SkipPreview | AttemptStanding | ExerciseShown | DialogueTold | ClassEntered | ClassDone | ClassWork | ClassPeek | ClassBraid | AttemptCopied | BlackoutBoard | BlackoutCase | InternetBoard | InternetDevice | SecretMade;

/** `act` is the act's name, the rest are its fields: `simulator/acts/`. */
export type ActFields = Record<string, any>;

/**
 * `undo`, `redo`, `restart`, answered with `BranchChanged`; and what every request says: which
 * lab and branch, and by what right. Undo takes back the student's last act, never past an answer
 * to a question; the line it leaves becomes an attempt.
 */
export interface BranchRequest {
  lab: string;
  /** "" for the current one. */
  branch?: string;
  /** Of an acting link; a visitor's own cookie is as good. */
  secret?: string;
  /** Makes a request idempotent: a doubled one is answered, refusals too, but not done again. */
  id?: string;
}

/**
 * `watch`, answered with `Watched`: show me this branch. Asking again is harmless; a tab watches
 * one branch at a time.
 */
export interface WatchRequest extends BranchRequest {
  /** The first event I do not have. */
  from?: number;
  /**
   * Show me what the presenter shows, although I might act: a teacher's page while a student is
   * at the blackboard.
   */
  follows?: boolean;
}

/**
 * `place`, answered with `Placed`: I am at this step of the branch. Who only watches is shown
 * events as far as that, and no further.
 */
export interface PlaceRequest extends BranchRequest {
  /** Of the step on show. */
  seq: number;
  /**
   * The last event that counts in the world on show; at the newest step it may be later than that
   * step.
   */
  until: number;
  /** The page has just been opened: it counts only while nobody was anywhere. */
  landing?: boolean;
}

/** `act`, answered with `Acted`: intervene. */
export interface ActRequest extends BranchRequest {
  act: ActFields;
  /** Only after a deliberate step back: the last event on show, where it forks. */
  after?: number;
}

/**
 * `play`, answered with `Acted`: let it happen by itself, which never counts for a goal: the
 * script of a lesson's step, an experiment, a scene, or without any of them the scenario's
 * demonstration. What a script needs and was skipped, undone or timed out is done first. `ready`,
 * answered with `Acted`: do only what such a script needs first, so that the page can show the
 * script itself from its beginning.
 */
export interface PlayRequest extends BranchRequest {
  lesson?: string;
  step?: string;
  /** Of a step that is a typed task: its solution, to be watched. */
  solution?: boolean;
  experiment?: string;
  scene?: string;
}

/**
 * `repeat`, answered with `BranchChanged`: the world as it was when the step of the lab's lesson
 * began. What was solved and predicted is kept; the line left becomes an attempt.
 */
export interface RepeatRequest extends BranchRequest {
  step: string;
}

/** `waits`, answered with `SkipPreview`. */
export interface WaitsRequest extends BranchRequest {
  /** The next timer that waits, or the next attempt of a queue. */
  to?: 'next' | 'retry';
}

/**
 * `ahead`, answered with `AheadBegun`: this page carries out itself what is done in the lab, and
 * tells it. Another page that did so does no more. The same page, on a new connection, goes on.
 */
export interface AheadRequest extends BranchRequest {
  /** Made up by the page. */
  page: string;
}

/** A request that a page carried out itself. */
export interface DoneAhead {
  name: 'act' | 'play' | 'ready' | 'undo' | 'redo' | 'restart' | 'repeat';
  /** As it would be asked. */
  asked: ActFields;
}

/**
 * `ahead_done`, answered with `AheadKept`: the page did that, in this order. Asking again is
 * harmless.
 */
export interface AheadDoneRequest extends AheadRequest {
  /** Of the first of them, as `AheadBegun` counts. */
  number: number;
  done: DoneAhead[];
}

/**
 * `permalink`, answered with `PermalinkMade`: the step on show as an address, which anybody opens
 * in a lab of their own.
 */
export interface PermalinkRequest extends BranchRequest {
  /** Of the step on show. */
  seq: number;
  /** As in `place`. */
  until: number;
  /** The page on show. */
  view?: string;
}

/**
 * `exercise`, answered with `ExerciseShown`: lines of a step's solution to put in order, or with
 * gaps. The same `tries` brings the same exercise.
 */
export interface ExerciseRequest extends BranchRequest {
  lesson: string;
  step: string;
  level: 'order' | 'fill';
  tries?: number;
}

/**
 * `trial`, answered with `DialogueTold`: what comes of that exercise done so. It happens in a
 * world of its own, as the step begins; the lab stays as it is.
 */
export interface TrialRequest extends ExerciseRequest {
  /** The lines chosen, in order, by their place in the exercise. */
  placed?: number[];
  /** The words of the gaps. */
  filled?: string[];
}

/** `attempt`, answered with `AttemptStanding`: how far is the learner? */
export interface AttemptRequest extends BranchRequest {
  lesson: string;
  lang?: string;
  /** The newest event that was on show; without it all of them count. */
  seen?: number;
}

/**
 * `class_enter`, answered with `ClassEntered`: tell me of this class from now on. Asking again is
 * harmless.
 */
export interface ClassRequest {
  code: string;
}

/**
 * `class_show`: I have this on the screen. Only the presenter is heard; their lab must be one
 * where they may act.
 */
export interface ClassShowRequest extends ClassRequest {
  lab: string;
  view?: string;
}

/**
 * `class_chalk`, of a teacher: this member presents now, and may act in the lab on show. Of
 * whoever presents: ""; the teacher does again.
 */
export interface ClassChalkRequest extends ClassRequest {
  member: string;
}

/** `class_ask`, of whoever presents: put this to the vote. What was asked before is over then. */
export interface ClassAskRequest extends ClassRequest {
  /** A doubled request asks once. */
  id: string;
  kind: 'reply' | 'own' | 'lesson';
  /** Of a `lesson`: its slug and the step, `primera-sesion-smtp/saludo`. */
  asked?: string;
  /** At least two, of an own question. */
  options?: string[];
  branch?: string;
  /** Of a `reply`: the event of the line it answers, in the lab on show. */
  seq?: number;
}

/** `class_vote`, of a student: that option, in place of an earlier one. */
export interface ClassVoteRequest extends ClassRequest {
  ballot: string;
  turn: number;
  option: number;
}

/**
 * `class_ballot`, of whoever presents: `close` this turn, vote `again` after it, `reveal` the
 * right option, or be `done`.
 */
export interface ClassBallotRequest extends ClassRequest {
  ballot: string;
  /** As the presenter sees it: what comes late or twice does not touch another. */
  turn: number;
  what: 'close' | 'again' | 'reveal' | 'done';
  /** Of `reveal`, but for a question of a lesson: that is known. */
  right?: number;
}

/** `class_door`, of a teacher: nobody new comes in, or names are hidden from students. */
export interface ClassDoorRequest extends ClassRequest {
  locked: boolean;
  names_hidden: boolean;
}

/** `class_stop`, of a teacher: cover the screens of all students, or give them back. */
export interface ClassStopRequest extends ClassRequest {
  stopped: boolean;
}

/** `class_push`, of a teacher: put this on the page of a student, or of everybody. */
export interface ClassPushRequest extends ClassRequest {
  /** A doubled request sends once. */
  id: string;
  /** The member; "": everybody. */
  to?: string;
  kind: 'message' | 'hint' | 'lesson' | 'scenario';
  /** A message needs some; a hint without is the lesson's own next one. */
  words?: string;
  /** Slug of the lesson, name of the scenario. */
  target?: string;
  /** Of a lesson or a scenario: open it where nothing is lost by it. */
  now?: boolean;
}

/**
 * `class_show_attempt`, of a teacher, answered with `AttemptCopied`: all that this student did
 * where they work now, in a lab of my own.
 */
export interface ClassShowAttemptRequest extends ClassRequest {
  member: string;
}

/** `class_read`, of a student: the card is closed. */
export interface ClassReadRequest extends ClassRequest {
  push: string;
}

/** `class_member`, of a teacher: call this student `name`; with "" send them out. */
export interface ClassMemberRequest extends ClassRequest {
  member: string;
  name: string;
}

/**
 * `class_work`, of a teacher, answered with `ClassWork`: tell this page of what the students do,
 * from now on or no more.
 */
export interface ClassWorkRequest extends ClassRequest {
  on: boolean;
}

/**
 * `class_peek`, of a teacher, answered with `ClassPeek`: tell this page where that student works,
 * from now on.
 */
export interface ClassPeekRequest extends ClassRequest {
  member: string;
}

/**
 * `class_braid`, of a teacher, answered with `ClassBraid`: what the class typed for that task;
 * where nobody did, for the one most typed for.
 */
export interface ClassBraidRequest extends ClassRequest {
  scenario?: string;
  lesson?: string;
  step?: string;
}

/**
 * `class_attempt`, of a teacher, answered with `AttemptCopied`: what a student did in a lab, up
 * to an event, in a lab of my own.
 */
export interface ClassAttemptRequest extends ClassRequest {
  lab: string;
  branch: string;
  seq: number;
}

/**
 * `class_blackout`, of a teacher, answered with `BlackoutBoard`: that fault into the networks of
 * all students, in place of the one before. With neither: it is over, and everything works again;
 * a second time: put it away.
 */
export interface ClassBlackoutRequest extends ClassRequest {
  /** A doubled request begins it once. */
  id?: string;
  cause?: '' | 'cable_cut' | 'service_stopped' | 'busy' | 'disk_full' | 'hangs_up';
  machine?: string;
  /** Code of a mystery, instead of a fault. */
  mystery?: string;
}

/**
 * `class_case`, of a student, answered with `BlackoutCase`: what is broken where I work now? The
 * fault comes there, too, if it was not there.
 */
export interface ClassCaseRequest extends ClassRequest {
}

/**
 * `class_diagnose`, of a student, answered with `BlackoutCase`: it is that cause, at that
 * machine; event `seq` shows it.
 */
export interface ClassDiagnoseRequest extends ClassRequest {
  cause: string;
  machine: string;
  seq: number;
}

/**
 * `class_letters`, of a teacher: letters of the network wait from now on (`hold`), or no more
 * (`pass`: those that wait still do); `release` the one of that id, or `drop` it.
 * `class_internet_letters`: likewise, of the internet that is played.
 */
export interface ClassLettersRequest extends ClassRequest {
  what: 'hold' | 'pass' | 'release' | 'drop';
  letter?: string;
}

/**
 * `class_network`, of a teacher: a network of the class with so many teams, instead of the one
 * there was; 0: none any more. `lang`: of the names of its teams.
 */
export interface ClassNetworkRequest extends ClassRequest {
  teams: number;
  lang: string;
}

/**
 * `class_internet`, of a teacher, answered with `InternetBoard`: those who are here play the
 * internet from now on, instead of the one there was; or no more.
 */
export interface ClassInternetRequest extends ClassRequest {
  on: boolean;
  /** Servers offer it. */
  starttls: boolean;
  /** Of the names of its domains. */
  lang: string;
}

/** `class_internet_board`, of a teacher, answered with `InternetBoard`. */
export interface ClassBoardRequest extends ClassRequest {
}

/**
 * `class_device`, of a student, answered with `InternetDevice`: what am I, and what crossed my
 * wires?
 */
export interface ClassDeviceRequest extends ClassRequest {
}

/**
 * `class_write`, of a student, answered with `InternetDevice`: send that letter from my computer.
 */
export interface ClassWriteRequest extends ClassRequest {
  /** A doubled request sends once. */
  id: string;
  to: string;
  subject: string;
  body: string;
}

/**
 * `class_decide`: decide about that letter, in the place of a machine. Of a student, answered
 * with `InternetDevice`, where it is theirs to; of a teacher, with `InternetBoard`.
 */
export interface ClassDecideRequest extends ClassRequest {
  letter: string;
  /** Of the decision: one that was made before stays. */
  number: number;
  /** None: let the engine do it. */
  choice?: number;
}

/** Something is broken in everybody's network. What, is told once it is over. */
export interface ClassBlackout {
  id: string;
  over: boolean;
  /** `mystery.cause.NAME` is its text; "" until it is over, as `machine`. */
  cause: string;
  machine: string;
  /** Code of the one that the class is set; "": it is broken where they work. */
  mystery?: string;
}

/** The answer to `class_case` and to `class_diagnose`: how far a student is. */
export interface BlackoutCase {
  ok: boolean;
  /** To choose from; `mystery.cause.NAME` is the text of each. */
  causes: string[];
  machines: string[];
  /** Only later events show it. */
  since: number;
  tries: number;
  solved: boolean;
  /** Of what was just said, as the next two. */
  cause_right?: boolean;
  machine_right?: boolean;
  evidence_right?: boolean;
}

/** One student on the teacher's board. */
export interface BlackoutRow {
  name: string;
  solved: boolean;
  /** From the fault on: until it was found out, or so far. */
  seconds: number;
  tries: number;
  /** What they said last; "": nothing yet, as `machine`. */
  cause: string;
  machine: string;
  /** The step they pointed at last. */
  evidence?: Text;
  /** Why nothing is broken in their network. */
  kept_out?: Text;
}

/** A mail server that students have in their networks. */
export interface BlackoutMachine {
  id: string;
  /** By language. */
  label: Record<string, string>;
  /** So many of them have it. */
  labs: number;
}

/** The answer to `class_blackout` and `class_blackout_board`, for teachers. */
export interface BlackoutBoard {
  ok: boolean;
  /** Those that one can begin with. */
  causes: string[];
  machines: BlackoutMachine[];
  rows: BlackoutRow[];
  /** "" when there is none, as `cause` and `machine`. */
  id: string;
  over: boolean;
  cause: string;
  machine: string;
  mystery: string;
}

/** `ui.internet.role.NAME` is what it is called. */
export type RoleName = 'computer' | 'relay' | 'dns' | 'mx' | 'mailbox' | 'spy';

/**
 * `waits`: a server will try again; `astray`: it is in somebody else's mailbox; `uncollected`: it
 * stays in the right one.
 */
export type Outcome = 'on_its_way' | 'arrived' | 'returned' | 'refused' | 'waits' | 'astray' | 'uncollected';

/** The class plays it, at `/clase/<code>/internet`. */
export interface ClassInternetState {
  /** Grows with every one: then a page asks `class_device` or `class_internet_board` again. */
  changes: number;
  /** Where the letters were played; a student who watches it is shown nothing. */
  lab: string;
  /** Letters wait until whoever teaches lets them out. */
  holds: boolean;
}

/** What somebody is: a machine, or a spy at its cable. */
export interface DeviceRole {
  role: RoleName;
  host: string;
  domain: string;
}

/** What crossed a wire of the device's, or happened at it. */
export interface DeviceLine {
  kind: 'said' | 'covered' | 'tls' | 'refused' | 'waits' | 'written' | 'stored' | 'collected';
  /** The host that said it. */
  came: string;
  /** The one that heard it; the same where it happened at one. */
  to: string;
  /**
   * As it was said; of `covered`, `tls` and `refused` "", of `waits` the minutes until it is
   * tried again, of `stored` the mailbox, of `written` the subject, of `collected` author and
   * subject.
   */
  text: string;
  octets: number;
}

/** One way to decide. `said`, `rfc`: what there is to say of it, once it was tried. */
export interface DeviceChoice {
  shown: string;
  said?: Text;
  rfc?: string;
}

/** What a machine has to decide before the letter goes on. */
export interface DeviceDecision {
  /** Of the decisions about this letter, from 0. */
  number: number;
  host: string;
  role: RoleName;
  asked: Text;
  choices: DeviceChoice[];
}

/** What it decided last about this letter. */
export interface DeviceDecided {
  shown: string;
  said: Text;
  rfc: string;
  by_hand: boolean;
}

/** What a spy learned of a letter: `domain`, `sender`, `recipient` or `letter`. */
export interface DeviceLeak {
  what: 'domain' | 'sender' | 'recipient' | 'letter';
  /** False: it crossed inside TLS. */
  read: boolean;
}

/** A letter as far as it crossed this device. */
export interface DeviceLetter {
  id: string;
  /** The class counts its letters, from 1. */
  number: number;
  lines: DeviceLine[];
  /**
   * What crosses this device since a wrong decision that has not been made anew; that machine may
   * be any.
   */
  astray: DeviceLine[];
  /** Of a spy; else empty. */
  leaks: DeviceLeak[];
  /** It is on its way no more. */
  over: boolean;
  /** It waits for this device. */
  decision?: DeviceDecision;
  decided?: DeviceDecided;
}

/** Somebody to write to. */
export interface DeviceAddress {
  name: string;
  address: string;
}

/** The answer to `class_device`, `class_decide` and `class_write`, of a student. */
export interface InternetDevice {
  ok: boolean;
  roles: DeviceRole[];
  /** The newest first. */
  letters: DeviceLetter[];
  /** Of whoever has a computer; "": may not write. */
  address: string;
  /** False: the last letter is still on its way. */
  writes: boolean;
  /** Others of the class. */
  people: DeviceAddress[];
}

/** A machine, or a spy, and who in the class it is. */
export interface BoardMachine {
  role: RoleName;
  host: string;
  domain: string;
  /** A nickname; "": nobody, so that the engine decides. */
  who: string;
}

/** Where a wrong decision leads, until it is made anew. */
export interface BoardAstray {
  /** What was chosen. */
  shown: string;
  outcome: Outcome;
  /** Whose wires show it. */
  hosts: string[];
}

/** A letter, and where it is. */
export interface BoardLetter {
  id: string;
  number: number;
  sender: string;
  recipient: string;
  outcome: Outcome;
  /** Of the machine that has to decide; "": it is on its way no more. */
  host: string;
  role: RoleName;
  who: string;
  /** Hosts where somebody decided, in order. */
  passed: string[];
  decided: number;
  decisions: number;
  by_hand: number;
  /** Choices that were taken back. */
  wrong: number;
  astray?: BoardAstray;
}

/**
 * The answer to `class_internet`, `class_internet_board` and, of a teacher, to `class_decide`.
 */
export interface InternetBoard {
  ok: boolean;
  machines: BoardMachine[];
  /** The newest first. */
  letters: BoardLetter[];
  starttls: boolean;
}

/** What the presenter has on the screen. */
export interface ShownPlace {
  lab: string;
  /** The page, `letter/m3`; which step is `PlaceNews`. */
  view: string;
}

/** The line whose reply is asked for: the rung where the votes stand. */
export interface BallotPlace {
  lab: string;
  branch: string;
  seq: number;
}

/** A question of a lesson, in one language; safe HTML. */
export interface BallotWords {
  asked: string;
  options: string[];
}

/** A question to the class. Nobody is told how the votes fall while it is open. */
export interface ClassBallot {
  id: string;
  /**
   * `reply`: with which class of reply a server will answer; `options` are first digits. `own`:
   * the presenter wrote it. `lesson`: of a step of a lesson.
   */
  kind: 'reply' | 'own' | 'lesson';
  /**
   * The question; of a `reply` the line it will answer, or ""; of a `lesson` its slug and the
   * step, `primera-sesion-smtp/saludo`.
   */
  asked: string;
  options: string[];
  /** 1 or 2: after a first vote the class talks, and votes again. */
  turn: number;
  /** Votes are taken. */
  open: boolean;
  /** So many have voted this time. */
  voted: number;
  /** Votes by option, of each closed turn. */
  tallies: number[][];
  /** The option that was right, once the presenter said so. */
  right?: number;
  /** Of a `reply` to a line that is on show. */
  at?: BallotPlace;
  /** Of a `lesson`, by language. */
  words?: Record<string, BallotWords>;
}

/** The network of the class: its computers are at `/clase/<code>/red`. */
export interface ClassNetworkState {
  /** Of the whole of it. */
  lab: string;
  /** Domains, one for each team. */
  teams: string[];
  /** Letters wait until the teacher lets them out. */
  holds: boolean;
}

/** Which of the worlds that a class shares. */
export type SharedBy = 'network' | 'internet';

/** A letter that waits, of the network or of the internet that is played. */
export interface ClassHeldLetter {
  id: string;
  of: SharedBy;
  /** Of the student who sent it; "" who left. */
  name: string;
  to: string;
  subject: string;
  /** As far as the first lines. */
  body: string;
}

/** A student's computer in the network of the class. */
export interface ClassStation {
  /** Where they sit, once they did; or "". */
  lab: string;
  host: string;
  /** Of its person, at the server of the team. */
  address: string;
  /** Its name, for mail that goes out and comes in. */
  server: string;
  user: string;
  password: string;
}

/** Everything that a whole class knows. */
export interface ClassState {
  /** Grows with every change: an older state that comes late is thrown away. */
  version: number;
  code: string;
  /** Nobody new comes in. */
  locked: boolean;
  /** The teacher covered the screens of all students. */
  stopped: boolean;
  /** The member at the blackboard; "" for the teacher. */
  presenter: string;
  /** "" for the teacher, and while names are hidden. */
  presenter_name: string;
  /** So many students are connected. */
  present: number;
  shown?: ShownPlace;
  ballot?: ClassBallot;
  blackout?: ClassBlackout;
  network?: ClassNetworkState;
  internet?: ClassInternetState;
  /** The last replies of the lab on show that were voted on, and are over. */
  rungs?: ClassBallot[];
}

/** Something a teacher sent to a student: a card until it is read. */
export interface ClassPush {
  id: string;
  kind: 'message' | 'hint' | 'lesson' | 'scenario';
  /** The teacher's own; of a `hint` "": the next one of the lesson. */
  words: string;
  /** Of a lesson or a scenario, by language. */
  title?: Record<string, string>;
  /** Where it is. */
  address?: string;
  /** To be opened at once, where nothing is lost by it. */
  now?: boolean;
}

/** A student, as the teacher sees them. */
export interface ClassMember {
  id: string;
  name: string;
  /** A browser of theirs is connected. */
  present: boolean;
  /** Their machine in the network of the class; "" without one. */
  host?: string;
}

/** The answer to `class_enter`. */
export interface ClassEntered {
  ok: boolean;
  role: 'teacher' | 'student';
  /** The member's id; "" of a teacher. */
  me: string;
  name: string;
  state: ClassState;
  /** One's own, in this turn of the ballot. */
  vote?: number;
  /** Of a student: labs of theirs at which a teacher looks now. */
  peeked?: string[];
  /** One's own, where the class has a network and one has a computer. */
  station?: ClassStation;
  /** For students: what they have not read yet, and is fresh. */
  pushed?: ClassPush[];
  /** For teachers. */
  members?: ClassMember[];
  /** For teachers: letters that wait. */
  held?: ClassHeldLetter[];
  /** For teachers: ballots that are over. */
  asked?: ClassBallot[];
  /** For teachers: students are not told who is at the blackboard. */
  names_hidden?: boolean;
}

/** The answer to what changes a class. */
export interface ClassDone {
  ok: boolean;
}

/** The answer to `class_secret`: the end of the teacher's new link, told this once. */
export interface SecretMade {
  ok: boolean;
  secret: string;
}

/** `class`: it is so now. Many changes at once are told as one. */
export interface ClassNews {
  state: ClassState;
}

/** `roster`, to teachers: who is in the class, and what it was asked. */
export interface RosterNews {
  code: string;
  version: number;
  members: ClassMember[];
  /** Letters of the network that wait. */
  held: ClassHeldLetter[];
  names_hidden: boolean;
  /** None: the same as before. */
  asked?: ClassBallot[];
}

/** `push`, to a student: the teacher sent this. */
export interface PushNews {
  code: string;
  push: ClassPush;
}

/** `class_out`, to a student: the teacher removed them. */
export interface SentOut {
  code: string;
}

/** In the boot block: whose page this is in a class. */
export interface ClassSeat {
  code: string;
  role: 'teacher' | 'student';
  /** What this visitor does is what the class sees. */
  presents: boolean;
  /** This page shows what the class sees. */
  follows: boolean;
  /** This page begins covered. */
  stopped: boolean;
  /** Where it begins, of a page that is the class's own. */
  view: string;
  /** The student whose screen this page of a teacher shows, or "". */
  peeks?: string;
  /**
   * Where what this page needs lies to do by itself what is done in its lab; "": it asks the
   * server.
   */
  light?: string;
}

/** Where students come in: `/clase/<code>/direccion.json`, for its teachers. */
export interface ClassAddress {
  address: string;
  /** It can be opened on this machine alone. */
  here_only: boolean;
  /** A picture of `address`, as SVG; "" where no phone could open it. */
  qr: string;
}

/**
 * `wrong`: many wrong lines since the last goal. `still`: nothing done while one is open.
 * `astray`: their page said that it did what cannot be done there, which counts for nothing.
 */
export type Stuck = '' | 'wrong' | 'still' | 'astray';

/**
 * When somebody counts as stuck: with a goal open, after `wrong` wrong lines and `wrong_s`
 * seconds since one was met, or `still_s` seconds without doing anything.
 */
export interface StuckRule {
  wrong: number;
  wrong_s: number;
  still_s: number;
}

/** One student. What changed is told whole. */
export interface StudentWork {
  member: string;
  /** Grows with every change: an older one that comes late is thrown away. */
  version: number;
  /** "" with nothing of their own open. Of an exam nothing else is told. */
  place: '' | 'lesson' | 'scenario' | 'exam';
  /** Slug, or "". With nothing open it is the last one, with `step` and `goals`. */
  lesson: string;
  /** The step of the lesson they turned to last, or "". */
  step: string;
  /** Its name. */
  scenario: string;
  /** The last they typed, or "". */
  line: string;
  /** The first line of what came back to it, or "". */
  reply: string;
  /** That reply refuses it. */
  wrong: boolean;
  /** Lines of theirs that were refused there, so far. */
  errors: number;
  /** Seconds since they did something, as this is told. */
  idle_s: number;
  stuck: Stuck;
  /**
   * Of the lesson, in the order of its page, a step without goals as one: `h` held, `o` open, `-`
   * not begun.
   */
  goals: string;
}

/** A line that was refused. Whose it is, is not told. */
export interface WrongLine {
  /** As typed. */
  line: string;
  /** The first line of what came back. */
  reply: string;
  /** So many typed it. */
  students: number;
}

/** The answer to `class_work`: all that is known so far; the rest comes as news. */
export interface ClassWork {
  ok: boolean;
  rule: StuckRule;
  students: StudentWork[];
  wrong: WrongLine[];
}

/**
 * `work`, to a teacher's page that asked for it, once a second at most: students whose work is
 * not as it was, and the commonest wrong lines if these are not.
 */
export interface WorkNews {
  code: string;
  students: StudentWork[];
  wrong?: WrongLine[];
}

/** The answer to `class_peek`: the lab where that student works; "" for none. */
export interface ClassPeek {
  ok: boolean;
  lab: string;
}

/**
 * `class_peek`, to the page of a teacher who looks at a student's screen: they work in another
 * lab now; "" for none.
 */
export interface PeekNews {
  code: string;
  member: string;
  lab: string;
}

/** `class_peeked`, to a student: a teacher looks at these labs of theirs. */
export interface PeekedNews {
  code: string;
  labs: string[];
}

/** A line that students typed after the same lines before, with the same reply. */
export interface BraidLine {
  /** The line before it, by its place in the list; -1: none. */
  parent: number;
  /** `content`: lines of a message; `secret`: what was said inside AUTH, or a literal of IMAP. */
  kind: 'line' | 'content' | 'secret';
  /** Its shape: what was the student's own choice is `…`; "" unless `line`. */
  text: string;
  /** `250`, `+OK`, `BAD`, `+`; "": none. */
  reply: string;
  students: number;
  /** So many of them typed no more. */
  stopped: number;
  /** So many of them went on in ways that are not told one by one... */
  others: number;
  /** ...and so many are those. */
  kinds: number;
  /** Where one of them typed it: lab, branch, event. */
  lab: string;
  branch: string;
  seq: number;
}

/**
 * The tree. Its lines stand in the order of reading: each before those that follow it, the one
 * most typed first. Everywhere `students` is the sum of `stopped`, of `others`, and of the
 * `students` of the lines that follow.
 */
export interface Braid {
  students: number;
  /** So many typed nothing. */
  stopped: number;
  others: number;
  kinds: number;
  /** Sessions that were too many to be read. */
  left_out: number;
  lines: BraidLine[];
}

/** Something that students of a class typed for. */
export interface BraidTask {
  scenario: string;
  /** By language: of the lesson or of the scenario. */
  title: Record<string, string>;
  /** Slug, or "". */
  lesson: string;
  /** Of the lesson, or "" before any. */
  step: string;
  students: number;
  /** By language. */
  step_title?: Record<string, string>;
}

/** The answer to `class_braid`. */
export interface ClassBraid {
  ok: boolean;
  /** What may be asked for; what most typed for, first. */
  tasks: BraidTask[];
  /** Which of them `braid` is of; -1: there is none yet. */
  asked: number;
  braid: Braid;
}

/** The answer to `class_attempt`. */
export interface AttemptCopied {
  ok: boolean;
  /** A lab of the teacher's own, with the page `/lab/<lab>`. */
  lab: string;
}

/** One run of the simulated world. */
export interface ServedBranch {
  id: string;
  parent: string;
  /** The last event it shares with its parent. */
  after: number;
  /** An attempt was undone or restarted: to be looked at and forked, not continued. */
  kind: 'line' | 'attempt';
  label: Text;
}

/** The answer to a request that cannot be done: nothing changed. */
export interface Refused {
  /** False. */
  ok: boolean;
  error: Text;
}

/** The answer to `watch`; `journal` messages follow. */
export interface Watched {
  ok: boolean;
  lab: string;
  /** Not the one asked for, when that is gone. */
  branch: string;
  label: Text;
  branches: ServedBranch[];
  /** Where a new tab begins. */
  current: string;
  /** The first event that will be sent. */
  from: number;
  /** The last event so far; for who only watches, that was shown so far. */
  seq: number;
  may_act: boolean;
}

/** The answer to `place`. */
export interface Placed {
  ok: boolean;
}

/** The answer to `act`, `play` and `ready`: all events up to `seq` were sent. */
export interface Acted {
  ok: boolean;
  /** Another than the one asked for, when the act forked. */
  branch: string;
  seq: number;
  /** How many acts a step of a lesson took, counting what was missing before it. */
  acts?: number;
  /** Of a scene: seq of the event to look at. */
  at?: number;
}

/** The answer to `undo`, `redo`, `restart` and `repeat`. */
export interface BranchChanged {
  ok: boolean;
  /** To be watched now. */
  branch: string;
}

/** The answer to `ahead`. */
export interface AheadBegun {
  ok: boolean;
  /** Of the request that the page carries out next. */
  number: number;
  /** The id that the lab has in the page. */
  inside: string;
  /** As `LookedAtNews` tells. */
  looked_at: boolean;
  /** What remakes the lab (`hosting/keeping/kept_lab.py`); None: the page has it. */
  lab?: string;
}

/** The answer to `ahead_done`: what was told outlives the page. */
export interface AheadKept {
  ok: boolean;
  /** As in `AheadBegun`. */
  number: number;
}

/** The answer to `permalink`. */
export interface PermalinkMade {
  ok: boolean;
  /** What stands in the address after `/enlace/`. */
  permalink: string;
}

/** The answer to `waits`: what the act `skip` would bring. */
export interface SkipPreview {
  ok: boolean;
  /** Simulated seconds until then. */
  after_s: number;
  /** All that ends or begins at that moment or before. */
  expires: Text[];
}

/** The answer to `attempt`. */
export interface AttemptStanding {
  lesson: string;
  solved: boolean;
  current: string | null;
  steps: StepStanding[];
  scores: Scores;
  ok: boolean;
  branch: string;
}

/** The answer to `exercise`. */
export interface ExerciseShown {
  level: 'order' | 'fill';
  lines: ExerciseLine[];
  extra: number;
  parts: number;
  ok: boolean;
}

/** The answer to `trial`. */
export interface DialogueTold {
  solved: boolean;
  goals: Criterion[];
  lines: TriedLine[];
  ok: boolean;
}

/**
 * `journal`: events of a branch, in order and without a gap. A browser that needs another than
 * `from` asks again with `watch`.
 */
export interface JournalNews {
  lab: string;
  branch: string;
  from: number;
  events: Served[];
  /** Events of the branch so far, these included. */
  total: number;
  /** Nothing more comes by itself. */
  rest: boolean;
}

/**
 * `branches`: the tree changed. Who watches a branch that became an attempt, or is gone, goes to
 * `current`.
 */
export interface BranchesNews {
  lab: string;
  branches: ServedBranch[];
  current: string;
}

/**
 * `place`, to who only watches: the presenter is at this step. Its events were sent, unless it is
 * of another branch, which is to be watched now.
 */
export interface PlaceNews {
  lab: string;
  branch: string;
  seq: number;
}

/**
 * `overtaken`, to a page that went ahead: the lab went on at the server, so what is done in it is
 * to be asked again from now on.
 */
export interface OvertakenNews {
  lab: string;
}

/**
 * `looked_at`, to a page that goes ahead: whether anybody else has the lab open. Only then the
 * server wants to know its `place`.
 */
export interface LookedAtNews {
  lab: string;
  looked_at: boolean;
}

/** `ended`: the lab is over. */
export interface EndedNews {
  lab: string;
  reason: Text;
}

/** What the server says without being asked. */
export type News = JournalNews | BranchesNews | PlaceNews | OvertakenNews | LookedAtNews | EndedNews | ClassNews | PushNews | RosterNews | SentOut | WorkNews | PeekNews | PeekedNews;
