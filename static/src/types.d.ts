/** Shapes of `simulator/README.md` "What is served to the browser". */

export interface Text { key: string; params?: Record<string, any> }
export type Span = [number, number, string];
export type Change = [(string | number)[], any, any];

export interface Beat {
  step: number;
  shape: 'open' | 'command' | 'reply' | 'letter' | 'close' | 'local' | 'fault' | 'typed';
  protocol: string;
  from: string;
  to: string;
  client: string;
  server: string;
  mark: string;
  head: string;
  text: string;
  more: string[];
  length: number;
  phase: string;
  chapter: number;
  rfc: string[];
  spans: Span[];
  lost: boolean;
}

export interface Served {
  seq: number;
  at_us: number;
  host: string;
  conn: string;
  cause: number;
  fact: { kind: string; [field: string]: any };
  beat?: Beat;
  say?: Text;
  why?: Text;
  next?: Text;
  slips?: Text[];
  /** what a newer standard made of a command */ notes?: Text[];
  octets?: string;
  /** `changes` begin with the whole model: nothing older is kept */ keyframe?: boolean;
  changes: Change[];
}

/** A served event that is a step: it has a beat and a sentence. */
export interface Step extends Served { beat: Beat; say: Text }

export interface Host {
  on: boolean;
  label: Record<string, string>;
  role: 'mua' | 'server' | 'browser';
  programs: { name: string; port: number; protocol: string }[];
  mailboxes: string[];
  /** of a browser: the webmail it opens */ home?: string;
  /** absent: a computer */ device?: 'phone';
  /** of a mail client */ collects?: 'pop3' | 'imap';
  /** the person's e-mail address, in a mail client */ address?: string;
  person?: string;
  names?: string[];
  ip?: string;
  /** whom its programs ask for names */ resolver?: string;
  /** a name server: what it is the authority for */ zones?: string[];
  /** stopped dead; still there, its programs stand still */ crashed?: boolean; frozen?: boolean;
  /** programs that were ended; what is wrong with its mail server */ stopped?: string[]; faults?: string[];
}
export interface Conn {
  id: string; client: string; server: string;
  client_port: number; port: number; service: string; protocol: string;
  open: boolean; by: string; chapter: number; broken?: boolean;
  state: string; legal: string[]; user: string;
  /** IMAP: the folder that is open */ selected?: { folder: string; read_only: boolean };
  /** IMAP: between IDLE and DONE */ idling?: boolean;
  /** who opened it by hand, or false */ terminal: string | boolean; in_letter: boolean;
  envelope: { reverse_path: string | null; forward_paths: ForwardPath[]; done?: string } | null;
  paper: { text: string; part: 'header' | 'blank' | 'body' | 'dot' }[];
  letter: { subject: string; from: string; to: string; length: number; blank_line: boolean } | null;
  marked: number[];
  octets: { client: number; server: number };
  kinds: { command: number; reply: number; header: number; body: number };
  round_trips: number;
  /** when it was opened and closed, in virtual time */ since_us?: number; until_us?: number;
}
export interface ForwardPath { path: string; status: string; code: number }
export interface StoredMessage {
  unique_id: string; message: string; subject: string; from: string; to: string;
  length: number; reverse_path: string; marked: boolean;
  /** on a server with IMAP */ uid?: number; flags?: string[]; internal_date?: string;
}
export interface Folder {
  name: string; special_use: string; subscribed: boolean; selectable: boolean;
  uid_validity: number;
  /** empty for INBOX: those are the mailbox's own */ messages: StoredMessage[];
}
export interface Mailbox { host: string; locked: boolean; full?: boolean; messages: StoredMessage[]; folders?: Folder[] }
export interface BrowserPage {
  address: string; status: number; stream: string; offset: number; length: number; problem: string;
}
export interface Chapter extends Text { protocol: string; step: number }
export interface Offer { act: Record<string, any>; key: string; params?: Record<string, any> }

/** A message in a queue; `trying`: the host, while it is tried. */
export interface Queued {
  message: string; reverse_path: string; forward_paths: string[]; length: number;
  since_us: number; attempts: number; trying?: string; hosts?: string[];
  code?: number; text?: string; next_us?: number; gives_up_us?: number;
}

/** absent: as built */
export interface Cable { host: string; cut: boolean; latency_us?: number; rate_bps?: number; loss_ppm?: number }

export interface Model {
  hosts: Record<string, Host>;
  order: string[];
  links: Record<string, Cable>;
  chapters: Chapter[];
  conns: Record<string, Conn>;
  mailboxes: Record<string, Mailbox>;
  epoch?: string;
  queues: Record<string, Queued[]>;
  inboxes: Record<string, any[]>;
  waiting: { count: number; retry_us?: number; sessions?: number };
  /** once a browser has shown a page */ browsers?: Record<string, BrowserPage>;
  offers: Offer[];
  answers: Record<string, string>;
}

export interface Branch { id: string; parent: string; after: number; label: Text | string; kind: string }

export interface Boot {
  lang: 'es' | 'en';
  texts_urls: Record<string, string>;
  lab: string;
  branch: string;
  may_act: boolean;
  /** real programs talk to this lab: its newest step is followed */ live?: boolean;
  secret?: string;
  /** a session in a file: no server, nothing to act on */ saved?: boolean;
  view?: string;
  lesson?: any;
  csrf?: string;
  /** where the style sheets are that come with a view: name to address */ styles?: Record<string, string>;
  [more: string]: any;
}

export interface Machines {
  [protocol: string]: {
    states: string[];
    table: Record<string, Record<string, Record<string, string>>>;
    verbs: Record<string, { syntax: string; key: string; rfc: string }>;
    services: Record<string, number>;
  };
}

/** `projections/letters/journey.py`: a letter at one place. */
export interface Wire { conn: string; stream: string; offset: number; length: number; dots_stuffed: number }
export interface Stop {
  kind: 'composed' | 'queued' | 'delivered' | 'collected';
  message: string; host: string; seq: number; at_us: number; length: number;
  before: string; because: string; added: number; mailbox: string; wire: Wire | null;
}
/** `projections/letters/view.py`: every letter once, in the order of conversations. */
export interface ListedLetter {
  message: string; message_id: string; subject: string; from: string; date: string;
  parent: string; depth: number; missing: boolean; because: string; stops: Stop[];
}
export interface LetterField {
  name: string; value: string; start: number; end: number;
  group: 'people' | 'stamps' | 'mime' | 'other'; key: string; by: string;
}
export interface LetterPart {
  number: string; depth: number; type: string; charset: string; encoding: string;
  boundary: string; name: string; attached: boolean;
  start: number; body: number; end: number; octets: number; decoded?: number;
  text?: string; html?: string; picture?: string; text_cut?: boolean;
  report?: { name: string; value: string; key: string; group?: 'message' | 'recipient' }[];
}
/** A letter laid open. A draft has no `message`, `journey` and `because`. */
export interface OpenLetter {
  message?: string; length: number; source: string; cut: boolean;
  header_length: number; blank_line: boolean;
  fields: LetterField[]; more_fields: number; parts: LetterPart[];
  journey?: Stop[]; because?: string;
}
export interface Draft {
  letter: OpenLetter | null; problem: Text | null;
  reverse_path?: string; forward_paths?: string[];
}
