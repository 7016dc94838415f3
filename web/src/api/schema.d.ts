/**
 * The wire, in the shape openapi-typescript emits; `npm run gen` replaces it
 * with what the server describes.
 */
type Json<T> = { headers: { [name: string]: unknown }; content: { "application/json": T } };
type Empty = { headers: { [name: string]: unknown }; content?: never };
type Refused = {
  headers: { [name: string]: unknown };
  content: { "application/problem+json": components["schemas"]["Problem"] };
};
type Answers<Ok> = { responses: Ok & { default: Refused } };
type NoParams = {
  parameters: { query?: never; header?: never; path?: never; cookie?: never };
};
type PathParams<P> = { parameters: { query?: never; header?: never; path: P; cookie?: never } };
type QueryParams<Q> = { parameters: { query?: Q; header?: never; path?: never; cookie?: never } };
type KeyHeader = { "Idempotency-Key": string };
type KeyParams = {
  parameters: { query?: never; header: KeyHeader; path?: never; cookie?: never };
};
type KeyPathParams<P> = {
  parameters: { query?: never; header: KeyHeader; path: P; cookie?: never };
};
type NoBody = { requestBody?: never };
type Body<T> = { requestBody: { content: { "application/json": T } } };
type Page = { cursor?: string; limit?: number };
type Id = { id: string };
type S = components["schemas"];

export interface paths {
  "/api/v1/session": {
    post: NoParams & Body<S["Credentials"]> & Answers<{ 200: Json<S["Me"]> }>;
    delete: NoParams & NoBody & Answers<{ 204: Empty }>;
  };
  "/api/v1/me": {
    get: NoParams & NoBody & Answers<{ 200: Json<S["Me"]> }>;
    patch: NoParams & Body<S["MeChange"]> & Answers<{ 200: Json<S["Me"]> }>;
  };
  "/api/v1/accounts": {
    post: NoParams & Body<S["SignUp"]> & Answers<{ 202: Json<S["MailSent"]> }>;
  };
  "/api/v1/verifications": {
    post: NoParams & Body<{ token: string }> & Answers<{ 200: Json<S["Verified"]> }>;
  };
  "/api/v1/verification-mails": {
    post: NoParams & Body<{ email: string }> & Answers<{ 202: Json<S["MailSent"]> }>;
  };
  "/api/v1/marketplace": {
    get: NoParams & NoBody & Answers<{ 200: Json<S["Marketplace"]> }>;
  };
  "/api/v1/jobs": {
    get: QueryParams<Page & { phase?: S["JobPhase"] }> &
      NoBody &
      Answers<{ 200: Json<S["JobList"]> }>;
    post: KeyParams & Body<S["NewJob"]> & Answers<{ 201: Json<S["Job"]> }>;
  };
  "/api/v1/jobs/{id}": {
    get: PathParams<Id> & NoBody & Answers<{ 200: Json<S["Job"]> }>;
  };
  "/api/v1/jobs/{id}/closure": {
    put: PathParams<Id> & NoBody & Answers<{ 200: Json<S["Job"]> }>;
    delete: PathParams<Id> & NoBody & Answers<{ 200: Json<S["Job"]> }>;
  };
  "/api/v1/jobs/{id}/history": {
    get: PathParams<Id> & NoBody & Answers<{ 200: Json<S["JobHistory"]> }>;
  };
  "/api/v1/freelancers": {
    get: QueryParams<Page & { q?: string }> & NoBody & Answers<{ 200: Json<S["ProfileList"]> }>;
  };
  "/api/v1/freelancers/{account}": {
    get: PathParams<{ account: string }> & NoBody & Answers<{ 200: Json<S["Profile"]> }>;
  };
  "/api/v1/invitations": {
    get: QueryParams<Page & { side?: S["Side"]; state?: S["InvitationState"] }> &
      NoBody &
      Answers<{ 200: Json<S["InvitationList"]> }>;
    post: KeyParams & Body<S["NewInvitation"]> & Answers<{ 201: Json<S["Invitation"]> }>;
  };
  "/api/v1/invitations/{id}": {
    get: PathParams<Id> & NoBody & Answers<{ 200: Json<S["Invitation"]> }>;
  };
  "/api/v1/invitations/{id}/answer": {
    put: PathParams<Id> & Body<S["NewAnswer"]> & Answers<{ 200: Json<S["Invitation"]> }>;
  };
  "/api/v1/conversations": {
    get: QueryParams<Page> & NoBody & Answers<{ 200: Json<S["ConversationList"]> }>;
  };
  "/api/v1/conversations/unread": {
    get: NoParams & NoBody & Answers<{ 200: Json<S["Unread"]> }>;
  };
  "/api/v1/conversations/{id}": {
    get: PathParams<Id> & NoBody & Answers<{ 200: Json<S["Conversation"]> }>;
  };
  "/api/v1/conversations/{id}/entries": {
    get: {
      parameters: {
        query?: { after?: number; before?: number; limit?: number };
        header?: never;
        path: Id;
        cookie?: never;
      };
    } & NoBody &
      Answers<{ 200: Json<S["EntryPage"]> }>;
  };
  "/api/v1/conversations/{id}/messages": {
    post: KeyPathParams<Id> & Body<S["NewMessage"]> & Answers<{ 201: Json<S["Entry"]> }>;
  };
  "/api/v1/conversations/{id}/read": {
    put: PathParams<Id> & Body<{ seq: number }> & Answers<{ 200: Json<S["Head"]> }>;
  };
  "/api/v1/conversations/{id}/acknowledgement": {
    put: PathParams<Id> & Body<{ version: number }> & Answers<{ 200: Json<S["Conversation"]> }>;
  };
  "/api/v1/notifications": {
    get: QueryParams<Page> & NoBody & Answers<{ 200: Json<S["NotificationList"]> }>;
  };
  "/api/v1/notifications/read": {
    put: NoParams & Body<{ seq: number }> & Answers<{ 204: Empty }>;
  };
  "/api/v1/staff/accounts": {
    get: QueryParams<Page & { q?: string }> &
      NoBody &
      Answers<{ 200: Json<S["StaffAccountList"]> }>;
  };
  "/api/v1/staff/accounts/{id}/role": {
    put: PathParams<Id> &
      Body<{ role?: S["StaffRole"] | null }> &
      Answers<{ 200: Json<S["StaffAccount"]> }>;
  };
  "/api/v1/staff/accounts/{id}/suspension": {
    put: PathParams<Id> & Body<{ reason: string }> & Answers<{ 200: Json<S["StaffAccount"]> }>;
    delete: PathParams<Id> & NoBody & Answers<{ 200: Json<S["StaffAccount"]> }>;
  };
  "/api/v1/staff/refusals": {
    get: QueryParams<Page> & NoBody & Answers<{ 200: Json<S["RefusalList"]> }>;
  };
}

export interface components {
  schemas: {
    Problem: {
      type: string;
      title: string;
      status: number;
      code: string;
      detail: string;
      request_id?: string | null;
      retry_after_ms?: number | null;
      fields?: S["FieldProblem"][] | null;
    };
    FieldProblem: { field: string; rule: string; detail: string };
    Credentials: { email: string; password: string };
    SignUp: { email: string; password: string; name: string };
    MailSent: { email: string };
    Verified: { email: string };
    StaffRole: "support" | "moderator" | "admin";
    Side: "client" | "freelancer";
    JobPhase: "open" | "closed";
    Me: {
      id: string;
      email: string;
      name: string;
      headline: string;
      offers_work: boolean;
      staff_role?: S["StaffRole"] | null;
      open_job_count: number;
      demo: boolean;
    };
    MeChange: { name?: string | null; headline?: string | null; offers_work?: boolean | null };
    Marketplace: {
      name: string;
      demo: boolean;
      demo_accounts: S["DemoAccount"][];
      warning: S["SafetyWarning"];
      policy_line: string;
      limits: S["Limits"];
    };
    DemoAccount: { email: string; name: string; about: string };
    SafetyWarning: { version: number; title: string; paragraphs: string[] };
    Limits: {
      message_chars: number;
      invitation_chars: number;
      title_chars: number;
      description_chars: number;
      name_chars: number;
      headline_chars: number;
      password_chars_min: number;
      password_chars_max: number;
    };
    Job: {
      id: string;
      title: string;
      description: string;
      phase: S["JobPhase"];
      created_at: string;
      closed_at?: string | null;
      conversation_count: number;
      pending_count: number;
    };
    NewJob: { title: string; description: string };
    JobList: { items: S["Job"][]; next?: string | null };
    JobHistory: { items: S["JobChange"][] };
    JobChange: { at: string; change: "posted" | "closed" | "reopened"; by: S["Person"] };
    Person: { id: string; name: string };
    Profile: { account: S["Person"]; headline: string; yourself: boolean; joined_at: string };
    ProfileList: { items: S["Profile"][]; next?: string | null };
    JobBrief: { id: string; title: string; phase: S["JobPhase"] };
    InvitationState: "pending" | "accepted" | "declined" | "withdrawn" | "expired";
    Invitation: {
      id: string;
      conversation: string;
      state: S["InvitationState"];
      side: S["Side"];
      other: S["Person"];
      job: S["JobBrief"];
      text?: string | null;
      withheld: boolean;
      warning_pending: boolean;
      created_at: string;
      expires_at: string;
      answered_at?: string | null;
    };
    InvitationList: { items: S["Invitation"][]; next?: string | null };
    NewInvitation: { job: string; freelancer: string; text: string };
    Answer: "accepted" | "declined" | "withdrawn";
    NewAnswer: { answer: S["Answer"] };
    Standing: {
      state: "invited" | "open" | "paused" | "closed" | "declined";
      reason?: "job-closed" | "withdrawn" | "expired" | null;
    };
    Refusal: {
      at: string;
      code: string;
      account?: S["Person"] | null;
      side?: S["Side"] | null;
      action: string;
      entry_point?: string | null;
      job?: string | null;
      conversation?: string | null;
    };
    RefusalCount: { code: string; count: number };
    RefusalList: { counts: S["RefusalCount"][]; items: S["Refusal"][]; next?: string | null };
    SendRefusal: { code: string; detail: string };
    LastLine: {
      seq: number;
      at: string;
      by: "me" | "other" | "system";
      kind: string;
      preview?: string | null;
    };
    Head: {
      version: number;
      view: number;
      standing: S["Standing"];
      reach: "everything" | "invitations" | "nothing";
      warning_pending: boolean;
      send?: S["SendRefusal"] | null;
      last_seq: number;
      read_seq: number;
      unread: number;
      last?: S["LastLine"] | null;
      last_at: string;
    };
    ConversationRow: {
      id: string;
      side: S["Side"];
      other: S["Person"];
      job: S["JobBrief"];
      head: S["Head"];
    };
    ConversationList: { items: S["ConversationRow"][]; next?: string | null };
    Unread: { conversations: number };
    Participant: { account: { id: string; name: string; headline: string }; side: S["Side"] };
    Conversation: S["ConversationRow"] & {
      invitation?: S["Invitation"] | null;
      participants: S["Participant"][];
      created_at: string;
    };
    EntryAuthor: { kind: "account"; id: string; side: S["Side"] } | { kind: "system" };
    EntryBody:
      | { kind: "invitation"; invitation: string; text: string }
      | { kind: "answer"; invitation: string; answer: S["Answer"] }
      | { kind: "acknowledgement"; version: number }
      | { kind: "message"; text: string }
      | { kind: "system"; note: "job-closed" | "job-reopened" }
      | { kind: "withheld"; of: "invitation" | "message" };
    Entry: {
      seq: number;
      at: string;
      by: S["EntryAuthor"];
      key?: string | null;
      body: S["EntryBody"];
    };
    EntryPage: {
      conversation: string;
      view: number;
      after: number;
      last: number;
      entries: S["Entry"][];
      more: boolean;
    };
    NewMessage: { text: string };
    NotificationKind:
      | "invitation-received"
      | "invitation-accepted"
      | "invitation-declined"
      | "invitation-withdrawn"
      | "invitation-expired"
      | "job-closed"
      | "job-reopened";
    Notification: {
      id: string;
      seq: number;
      kind: S["NotificationKind"];
      conversation: string;
      job: { id: string; title: string };
      other: S["Person"];
      at: string;
      read: boolean;
    };
    NotificationList: { items: S["Notification"][]; next?: string | null; unread: number };
    StaffAccount: {
      id: string;
      email: string;
      name: string;
      staff_role?: S["StaffRole"] | null;
      offers_work: boolean;
      suspended_at?: string | null;
      verified: boolean;
      created_at: string;
    };
    StaffAccountList: { items: S["StaffAccount"][]; next?: string | null };
  };
}
