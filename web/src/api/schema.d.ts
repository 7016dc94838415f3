// Written by scripts/gen.mjs; do not edit.
export interface paths {
    "/api/v1/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Signs up. The answer is the same whether or not the address has an account: the mail tells. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["SignUp"];
                };
            };
            responses: {
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Address"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/attachments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The bytes of a file, as they were uploaded; a range of them, if one is asked for. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/octet-stream": number[];
                    };
                };
                206: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/octet-stream": number[];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Discards an upload of one's own that was not sent. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/attachments/{id}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A picture large enough to look at, made anew like the thumbnail. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "image/jpeg": number[];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/attachments/{id}/thumbnail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A picture in small, made anew: nothing is left in it of what the original may tell besides. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "image/jpeg": number[];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contracts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One's contracts as client or as freelancer, newest first. */
        get: {
            parameters: {
                query: {
                    side: components["schemas"]["Side"];
                    /** @description Of this job only. */
                    job?: string;
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_Contract"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Hires a freelancer who offered to do the job, or who is in conversation about it. */
        post: {
            parameters: {
                query?: never;
                header: {
                    "Idempotency-Key": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewContract"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Contract"];
                    };
                };
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Contract"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contracts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One contract of one's own. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Contract"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contracts/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Ends a contract, as either of the two. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Contract"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contracts/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened to a contract, newest first. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_ContractChange"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contracts/{id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Writes the first message of the two about the job, which begins their one conversation. */
        post: {
            parameters: {
                query?: never;
                header: {
                    "Idempotency-Key": string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ContractMessage"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Conversation"];
                    };
                };
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Conversation"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contracts/{id}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Begins the work: its freelancer does, once nothing has to happen before. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Contract"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The inbox, newest first. */
        get: {
            parameters: {
                query?: {
                    /** @description Without it, all that were not put away. */
                    filter?: components["schemas"]["ConversationFilter"];
                    /** @description Only conversations about this job. */
                    job?: string;
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_ConversationRow"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The jobs that one's conversations are about, those with the newest ones first, 100 at most. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["JobRef"][];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/unread": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many conversations are unread. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["UnreadCount"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A conversation one takes part in. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Conversation"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}/acknowledgement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Confirms the safety warning. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Acknowledgement"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Conversation"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Puts a conversation away, until the other side says something; a muted one until it is taken out. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Head"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Takes a conversation out of the archive. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Head"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Entries: the newest, those before a number, or those after one. */
        get: {
            parameters: {
                query?: {
                    /** @description The oldest entries after this number. */
                    after?: number;
                    /** @description The newest entries before this number. */
                    before?: number;
                    limit?: number;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["EntryPage"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The files that were sent in a conversation, newest first. */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_SharedFile"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Uploads a file, which then waits to be sent with a message. The body is the file, as it is. */
        post: {
            parameters: {
                query: {
                    /** @description What the file is called; its ending says what kind of file it is. */
                    name: string;
                };
                header: {
                    "Idempotency-Key": string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/octet-stream": number[];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["UploadedFile"];
                    };
                };
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["UploadedFile"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends a message. Once this answers, the message is on disk. */
        post: {
            parameters: {
                query?: never;
                header: {
                    "Idempotency-Key": string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewMessage"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Entry"];
                    };
                };
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Entry"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}/messages/{seq}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Puts a message of one's own differently. The answer holds the entry that says so, with the message as it
         *     now reads beside it; no entry where it reads so already.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    seq: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["MessageText"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["EntryPage"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Takes a message of one's own back. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    seq: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["EntryPage"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}/messages/{seq}/deliverables/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Marks a file of a message as what was to be delivered. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    seq: number;
                    file: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["EntryPage"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Says that a file is not what was to be delivered. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    seq: number;
                    file: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["EntryPage"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}/messages/{seq}/reactions/{emoji}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Answers a message with an emoji. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    seq: number;
                    emoji: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["EntryPage"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Takes one's emoji back. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    seq: number;
                    emoji: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["EntryPage"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}/mute": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Mutes a conversation: no mail about its messages from here on, and none of them counts as unread. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Head"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Unmutes a conversation: later messages are told again. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Head"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Moves one's read marker forward. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ReadMarker"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Head"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}/star": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Stars a conversation. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Head"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Takes the star away. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Head"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}/unread": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Marks a conversation as unread from an entry on, until one reads that far again. The read marker stays. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["UnreadMark"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Head"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Says what reached this browser, so that the other side knows it was delivered. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Deliveries"];
                };
            };
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/freelancers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Published profiles, by name. */
        get: {
            parameters: {
                query?: {
                    /** @description Part of a name. */
                    q?: string;
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_Profile"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/freelancers/{account}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One profile. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    account: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Profile"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/help/answers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Asks the articles a question. */
        get: {
            parameters: {
                query: {
                    /** @description In the reader's own words. */
                    q: string;
                    /** @description As in the list of articles. */
                    language?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["HelpAnswer"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/help/articles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The articles, in the order in which they are meant to be listed. */
        get: {
            parameters: {
                query?: {
                    /** @description Such as `en` or `pt-br`. What is not written in it comes in English, and so does all where nothing is. */
                    language?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["HelpArticleRef"][];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/help/articles/{slug}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One article. */
        get: {
            parameters: {
                query?: {
                    /** @description Such as `en` or `pt-br`. What is not written in it comes in English, and so does all where nothing is. */
                    language?: string;
                };
                header?: never;
                path: {
                    slug: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["HelpArticle"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/help/articles/{slug}/comments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The comments on an article, newest first. */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path: {
                    slug: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_HelpComment"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Comments on an article. */
        post: {
            parameters: {
                query?: never;
                header: {
                    "Idempotency-Key": string;
                };
                path: {
                    slug: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CommentToPost"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["HelpComment"];
                    };
                };
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["HelpComment"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/help/articles/{slug}/vote": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Says whether an article helped. Saying so again, or otherwise, counts once. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    slug: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["HelpVote"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["HelpVotes"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/help/comments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Takes a comment away: one's own, or any for those who look after the help centre. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/help/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asks support. */
        post: {
            parameters: {
                query?: never;
                header: {
                    "Idempotency-Key": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["RequestToSend"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["HelpRequest"];
                    };
                };
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["HelpRequest"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Invitations sent or received, newest first. */
        get: {
            parameters: {
                query: {
                    /** @description `client` for those sent, `freelancer` for those received. */
                    side: components["schemas"]["Side"];
                    state?: components["schemas"]["InvitationState"];
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_Invitation"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Invites a freelancer to talk about a job of one's own. */
        post: {
            parameters: {
                query?: never;
                header: {
                    "Idempotency-Key": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewInvitation"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Invitation"];
                    };
                };
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Invitation"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An invitation sent or received. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Invitation"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations/{id}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Accepts, declines or withdraws. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["InvitationAnswer"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Invitation"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/job-classes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The classes that a job may be of. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["JobClass"][];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One's own jobs, newest first. */
        get: {
            parameters: {
                query?: {
                    /** @description `open` also lists those in progress and under review. */
                    phase?: components["schemas"]["JobPhase"];
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_Job"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Posts a job. */
        post: {
            parameters: {
                query?: never;
                header: {
                    "Idempotency-Key": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewJob"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Job"];
                    };
                };
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Job"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of one's own jobs. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Job"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}/answered-questions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Says which of the suggested questions the description answers. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AnsweredQuestions"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Job"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}/closure": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Closes a job: all conversations about it are closed with it. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Job"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Re-opens a job and its conversations. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Job"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}/conversation-requirement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Says which conversation comes before work on a job. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["JobRequirement"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Job"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The newest changes of one of one's own jobs. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_JobChange"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}/phase": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Says how far the work on a job is. The contact policy may have nobody write in some phases. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["JobMove"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Job"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}/silence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Turns messages about a job off: what was written stays readable. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Job"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Turns messages about a job on again. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Job"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/marketplace": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The marketplace's name, its safety warning, and the bounds that forms show. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Marketplace"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Oneself. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Me"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes one's own profile. */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["MeChange"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Me"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Changes one's password and signs every other browser out. Guessing the one in force is as slow as
         *     guessing at the sign-in.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PasswordChange"];
                };
            };
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Notifications, newest first. */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Notifications"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Marks notifications as read. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NotificationsRead"];
                };
            };
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/postings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Jobs about which one may begin by asking, newest first. A page may hold fewer than `limit` although another
         *     follows; it ends where `next` is `null`.
         */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_Posting"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/postings/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The page of a job: for its client, for whoever is in a conversation about it, and for whoever may begin one
         *     from there.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PostingPage"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/postings/{id}/proposals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Offers to do a job that one finds. */
        post: {
            parameters: {
                query?: never;
                header: {
                    "Idempotency-Key": string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewProposal"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Proposal"];
                    };
                };
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Proposal"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/postings/{id}/questions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asks the client of a job the first question, which begins the conversation of the two. */
        post: {
            parameters: {
                query?: never;
                header: {
                    "Idempotency-Key": string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["FirstQuestion"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Conversation"];
                    };
                };
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Conversation"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/preferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One's own preferences. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Preferences"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes one's own preferences. */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PreferencesPatch"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Preferences"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/proposals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Proposals that one made or received, newest first. */
        get: {
            parameters: {
                query: {
                    /** @description `client` lists those received, `freelancer` those made. */
                    side: components["schemas"]["Side"];
                    /** @description Of this job only. */
                    job?: string;
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_Proposal"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/proposals/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One proposal that one made or received. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Proposal"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/proposals/{id}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Declines a proposal as the client of the job, or withdraws it as its freelancer. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AnswerToProposal"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Proposal"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/proposals/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened to a proposal, newest first. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_ProposalChange"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/saved-replies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One's saved replies by title, all of them. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SavedReply"][];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Keeps a reply for later. */
        post: {
            parameters: {
                query?: never;
                header: {
                    "Idempotency-Key": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ReplyToKeep"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SavedReply"];
                    };
                };
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SavedReply"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/saved-replies/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Puts a saved reply differently. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ReplyToKeep"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SavedReply"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Deletes a saved reply. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What stands in one's own conversations and can be read now, newest first. A page may be short, or empty,
         *     and have a next one all the same.
         */
        get: {
            parameters: {
                query?: {
                    /**
                     * @description Up to eight words, each of which must begin a word of the message or of the name of its file. May be
                     *     left out where one of the others is named.
                     */
                    q?: string;
                    /** @description Only in conversations with this account. */
                    with?: string;
                    /** @description Only in conversations about this job. */
                    job?: string;
                    /** @description Only messages that carry a file. */
                    has_file?: boolean;
                    /** @description Only what was said at this moment (RFC 3339) or later. */
                    from?: string;
                    /** @description Only what was said before this moment (RFC 3339). */
                    until?: string;
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_SearchHit"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in, if anybody: unlike `/me` it refuses nobody, so that a page can ask before it knows. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Session"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Signs in. A wrong password and an unknown address get the same answer in the same time. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["SignIn"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Me"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Signs out. Being signed out already is no mistake. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The browsers one is signed in with, newest first. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DeviceSession"][];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Signs one of one's browsers out. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/socket": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Opens the socket: only with a sign-in, and only from a page of this very site, since browsers open
         *     sockets across sites and send cookies along.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Speaks Frame and ClientFrame */
                101: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Accounts, by address. */
        get: {
            parameters: {
                query?: {
                    /** @description Part of a name or an address. */
                    q?: string;
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_StaffAccount"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/accounts/{id}/role": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Gives an account a staff role, or takes it away. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["RoleChange"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["StaffAccount"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/accounts/{id}/suspension": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Suspends an account and ends its sign-ins. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Suspension"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["StaffAccount"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Lifts a suspension. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["StaffAccount"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/contact-policy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The contact policy in force. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ContactPolicy"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Puts another contact policy in force. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PolicyChange"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ContactPolicy"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/contact-policy/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every contact policy that was ever in force, newest first. */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_ContactPolicy"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/contact-policy/outlook": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Who may do what under a draft, as the rules themselves would have it; nothing is put in force. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PolicyDraft"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PolicyOutlook"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/contact-policy/presets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The documents that are shipped, to begin with. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PolicyPreset"][];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/contact-policy/rehearsals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What a draft would have made of what people tried. The answer comes line by line while it is worked out,
         *     each line one JSON text, and the last has the result.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PolicyRehearsal"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/x-ndjson": components["schemas"]["RehearsalStep"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/contact-policy/rollback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Puts the document of an older version in force again. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PolicyRollback"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ContactPolicy"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/help/articles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every article, those that are not published included. */
        get: {
            parameters: {
                query?: {
                    language?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["StaffHelpArticle"][];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/help/articles/{slug}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Saves a new version of an article, or a new article. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    slug: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ArticleToSave"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["StaffHelpArticle"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/help/articles/{slug}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The versions of an article that were saved, newest first. What is shipped is not among them. */
        get: {
            parameters: {
                query?: {
                    language?: string;
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path: {
                    slug: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_HelpArticleVersion"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/help/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What people asked support, newest first. */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_StaffHelpRequest"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/jobs/{id}/contact-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Settles something for one job alone. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["JobRules"];
                };
            };
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Takes back what was settled for one job alone. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/questions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The suggested questions in force. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Questions"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Puts other suggested questions in force. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["QuestionsChange"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Questions"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/refusals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Refusals: how often each code was given, and the newest. */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refusals"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was tried for about a day and laid aside, newest first: at most a hundred. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LaidAside"][];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/tasks/{id}/attempt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Has something that was laid aside tried again. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/support/cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The cases of a queue, those first that have waited longest. */
        get: {
            parameters: {
                query: {
                    queue: components["schemas"]["CaseQueue"];
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_SupportCase"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Opens a case with a question. The bot answers at once, from the articles of the help centre. */
        post: {
            parameters: {
                query?: never;
                header: {
                    "Idempotency-Key": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CaseToOpen"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SupportCase"];
                    };
                };
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SupportCase"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/support/cases/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One case, by its conversation. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SupportCase"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/support/cases/{id}/assignee": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Takes a case, gives it to somebody of support, or gives it back. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CaseAssignee"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SupportCase"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/support/cases/{id}/closure": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Closes a case. What was written stays readable to both. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SupportCase"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Takes a closed case up again. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SupportCase"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/support/cases/{id}/handover": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Has people answer instead of the bot. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SupportCase"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/support/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many cases call for somebody of support. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CaseCounts"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/support/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everybody to whom a case may be given. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PersonRef"][];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/support/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The same among the cases of support, for its staff. */
        get: {
            parameters: {
                query?: {
                    /**
                     * @description Up to eight words, each of which must begin a word of the message or of the name of its file. May be
                     *     left out where one of the others is named.
                     */
                    q?: string;
                    /** @description Only in conversations with this account. */
                    with?: string;
                    /** @description Only in conversations about this job. */
                    job?: string;
                    /** @description Only messages that carry a file. */
                    has_file?: boolean;
                    /** @description Only what was said at this moment (RFC 3339) or later. */
                    from?: string;
                    /** @description Only what was said before this moment (RFC 3339). */
                    until?: string;
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_SearchHit"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/verification-mails": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends the verification mail again, if the address waits for one; the answer does not say. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Address"];
                };
            };
            responses: {
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Address"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/verifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Proves an address with the link from the mail and the password of the sign-up it was mailed for, and
         *     signs in. Whoever reads the mailbox may not be who signed up, and the other way round: the one cannot
         *     guess the password, the other has no link. Wrong links and wrong passwords get the same answer.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Verification"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Me"];
                    };
                };
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Acknowledgement: {
            /**
             * Format: int64
             * @description The version of the safety warning that was read.
             */
            version: number;
        };
        /** @description An address that a mail went (or might have gone) to. */
        Address: {
            email: string;
        };
        /**
         * @description What a person answers: the freelancer accepts or declines, the client withdraws.
         * @enum {string}
         */
        Answer: "accepted" | "declined" | "withdrawn";
        AnswerToProposal: {
            answer: components["schemas"]["ProposalAnswer"];
        };
        AnsweredQuestions: {
            /** @description Suggested questions, word for word; whatever is not named waits for an answer. */
            questions: string[];
        };
        ArticleToSave: {
            language: string;
            published: boolean;
            /** @description Markdown. */
            text: string;
            title: string;
            /**
             * Format: int64
             * @description The version that this one is to follow: 0 for what is shipped, and for a new one. 409 if there is a
             *     newer one.
             */
            version: number;
        };
        /** @description A file that a message carries. */
        AttachedFile: {
            /** Format: int64 */
            bytes: number;
            check: components["schemas"]["FileCheck"];
            class: components["schemas"]["FileClass"];
            /** @description Marked as what was to be delivered. */
            deliverable: boolean;
            /** Format: uuid */
            id: string;
            media_type: string;
            name: string;
        };
        /** @description What an entry says. */
        Body: {
            /** Format: uuid */
            invitation: string;
            /** @enum {string} */
            kind: "invitation";
            text: string;
        } | {
            answer: components["schemas"]["InvitationState"];
            /** Format: uuid */
            invitation: string;
            /** @enum {string} */
            kind: "answer";
        } | {
            /** @enum {string} */
            kind: "acknowledgement";
            /** Format: int64 */
            version: number;
        } | {
            edited_at: components["schemas"]["Moment"] | null;
            files: components["schemas"]["AttachedFile"][];
            /** @enum {string} */
            kind: "message";
            /**
             * Format: int64
             * @description The number of the entry that this one answers.
             */
            quote: number | null;
            reactions: components["schemas"]["ReactionCount"][];
            text: string;
        } | {
            at: components["schemas"]["Moment"];
            /** @enum {string} */
            kind: "removed";
        } | {
            /** @enum {string} */
            kind: "amendment";
            /** Format: int64 */
            target: number;
        } | {
            /** @enum {string} */
            kind: "system";
            /** @description `job-closed`, `job-reopened` or `handed-over`. */
            note: string;
        } | {
            /** @enum {string} */
            kind: "withheld";
            /** @description `invitation` or `message`. */
            of: string;
        };
        /**
         * @description When work on a job may begin.
         * @enum {string}
         */
        CanStart: "always" | "freelancer_wrote" | "client_replied" | "both_confirmed";
        CaseAssignee: {
            /**
             * Format: uuid
             * @description Somebody of support; `null` gives the case back to the queue.
             */
            account: string | null;
        };
        /** @description How many cases call for somebody of support. */
        CaseCounts: {
            /**
             * Format: int64
             * @description The caller's own.
             */
            mine: number;
            /**
             * Format: int64
             * @description Those that nobody has taken.
             */
            waiting: number;
        };
        /**
         * @description Which cases a queue holds.
         * @enum {string}
         */
        CaseQueue: "waiting" | "mine" | "open" | "closed";
        CaseToOpen: {
            /**
             * Format: uuid
             * @description A job whose page one finds: one's own, one that one talks about, or one that one may work on.
             */
            job?: string | null;
            /** @description The code of what stood in the way. */
            reason?: string | null;
            /** @description What it is about, in a few words; the beginning of the text where it is left out. */
            subject?: string | null;
            text: string;
        };
        /** @description From a client. */
        ClientFrame: {
            conversations: components["schemas"]["Loaded"][];
            epoch?: string | null;
            /** @enum {string} */
            type: "resume";
        } | {
            /** Format: uuid */
            conversation?: string | null;
            /** @enum {string} */
            type: "attend";
        } | {
            /** Format: uuid */
            conversation: string;
            /** @enum {string} */
            type: "typing";
        };
        /**
         * @description What people see of a conversation that its job has closed.
         * @enum {string}
         */
        ClosedShows: "nothing" | "everything";
        CommentToPost: {
            text: string;
        };
        /** @description A policy that is or was in force. */
        ContactPolicy: {
            at: components["schemas"]["Moment"];
            by: components["schemas"]["PersonRef"] | null;
            document: components["schemas"]["PolicyDocument"];
            note: string;
            /** Format: int64 */
            version: number;
        };
        /** @description A contract between the client of a job and a freelancer. */
        Contract: {
            /** @description Whether work may begin. */
            can_start: boolean;
            client: components["schemas"]["PersonRef"];
            /**
             * Format: uuid
             * @description The one conversation of the two about the job; `null` before its first message.
             */
            conversation: string | null;
            ended_at: components["schemas"]["Moment"] | null;
            freelancer: components["schemas"]["PersonRef"];
            hired_at: components["schemas"]["Moment"];
            /** Format: uuid */
            id: string;
            job: components["schemas"]["JobRef"];
            /** @description The part the viewer plays. */
            side: components["schemas"]["Side"];
            start_refused: components["schemas"]["SendRefused"] | null;
            started_at: components["schemas"]["Moment"] | null;
            state: components["schemas"]["ContractState"];
        };
        /** @description One line of a contract's history. */
        ContractChange: {
            at: components["schemas"]["Moment"];
            by: components["schemas"]["PersonRef"];
            change: components["schemas"]["ContractChangeKind"];
        };
        /** @enum {string} */
        ContractChangeKind: "hired" | "work_started" | "ended";
        ContractMessage: {
            text: string;
        };
        /** @enum {string} */
        ContractState: "active" | "ended";
        /** @description A conversation, opened. */
        Conversation: components["schemas"]["ConversationRow"] & {
            created_at: components["schemas"]["Moment"];
            /** @description In a case, who of support answers or has answered. */
            desk: components["schemas"]["PersonRef"][];
            invitation: components["schemas"]["Invitation"] | null;
            participants: components["schemas"]["Participant"][];
        };
        /**
         * @description Which conversations an inbox shows.
         * @enum {string}
         */
        ConversationFilter: "unread" | "starred" | "muted" | "archived";
        /**
         * @description What a conversation is about.
         * @enum {string}
         */
        ConversationKind: "job" | "support";
        /**
         * @description The conversation that comes before work.
         * @enum {string}
         */
        ConversationRequired: "no" | "freelancer_wrote" | "client_replied" | "both_confirmed";
        /** @description A conversation in an inbox. */
        ConversationRow: {
            head: components["schemas"]["Head"];
            /** Format: uuid */
            id: string;
            job: components["schemas"]["JobRef"];
            kind: components["schemas"]["ConversationKind"];
            other: components["schemas"]["PersonRef"];
            /** @description The other person's time zone, by its name in the IANA database; `null` where they do not show it. */
            other_time_zone: string | null;
            /**
             * Format: int64
             * @description Rises when the other person changes their name or what they show, which changes nothing in the
             *     conversation.
             */
            other_version: number;
            /** @description Only ever goes forward: of two, the larger numbers are the newer. */
            receipt: components["schemas"]["Receipt"];
            /** @description The part the viewer plays. */
            side: components["schemas"]["Side"];
        };
        /** @description What reached this browser. */
        Deliveries: {
            conversations: components["schemas"]["Delivery"][];
        };
        Delivery: {
            /** Format: uuid */
            id: string;
            /**
             * Format: int64
             * @description Everything up to this number is there.
             */
            seq: number;
        };
        DemoAccount: {
            about: string;
            email: string;
            name: string;
        };
        /** @description A browser that one is signed in with. */
        DeviceSession: {
            began_at: components["schemas"]["Moment"];
            /** @description The one that asks. */
            current: boolean;
            /** @description Such as "Firefox on Linux"; empty where it is not known. */
            device: string;
            /** Format: uuid */
            id: string;
        };
        /** @description One record of a conversation's log. */
        Entry: {
            at: components["schemas"]["Moment"];
            body: components["schemas"]["Body"];
            by: components["schemas"]["EntryBy"];
            /**
             * Format: uuid
             * @description On the viewer's own entries, the Idempotency-Key it was sent with.
             */
            key: string | null;
            /** Format: int64 */
            seq: number;
            /**
             * Format: int64
             * @description Rises with every change of the entry: of two copies, the higher is the newer.
             */
            version: number;
        };
        /** @description Who wrote an entry. */
        EntryBy: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "account";
            side: components["schemas"]["Side"];
        } | {
            /** @enum {string} */
            kind: "bot";
        } | {
            /** @enum {string} */
            kind: "system";
        };
        /**
         * @description A range of a log: it covers the numbers after `after` up to `last`, and holds those entries of them
         *     that there are for the viewer.
         */
        EntryPage: {
            /** Format: int64 */
            after: number;
            /** @description Entries outside the range that some within it change or quote, as they now read. */
            beside: components["schemas"]["Entry"][];
            /** Format: uuid */
            conversation: string;
            /** @description Ascending. */
            entries: components["schemas"]["Entry"][];
            /** Format: int64 */
            last: number;
            /** @description More stands beyond, in the direction asked for. */
            more: boolean;
            /** Format: int64 */
            view: number;
        };
        /**
         * @description What is known of whether a file carries a virus.
         * @enum {string}
         */
        FileCheck: "clear" | "pending" | "blocked";
        /**
         * @description What can be done with a file besides fetching it.
         * @enum {string}
         */
        FileClass: "document" | "image" | "audio" | "video" | "archive";
        FirstQuestion: {
            text: string;
        };
        /** @description The conversation in which something was found. */
        FoundIn: {
            /** Format: uuid */
            id: string;
            job: components["schemas"]["JobRef"];
            other: components["schemas"]["PersonRef"];
            /** @description The part the viewer plays. */
            side: components["schemas"]["Side"];
        };
        /** @enum {string} */
        FoundKind: "invitation" | "message";
        /** @description A file of a message that was found. */
        FoundName: {
            /** @description What of it is to be marked: begin and length of each piece, in UTF-16 units. */
            highlights: number[][];
            /** Format: uuid */
            id: string;
            /** @description Its name; of a very long one, the piece in which something was found. */
            name: string;
        };
        /** @description From the server. */
        Frame: {
            /** Format: uuid */
            account: string;
            epoch: string;
            /** Format: int64 */
            notifications_unread: number;
            /** @enum {string} */
            type: "hello";
            /** Format: int64 */
            unread: number;
        } | {
            rows: components["schemas"]["ConversationRow"][];
            /** @enum {string} */
            type: "inbox";
        } | {
            /** Format: int64 */
            after: number;
            beside: components["schemas"]["Entry"][];
            /** Format: uuid */
            conversation: string;
            entries: components["schemas"]["Entry"][];
            head: components["schemas"]["Head"];
            /** Format: int64 */
            last: number;
            /** @enum {string} */
            type: "entries";
            /** Format: int64 */
            view: number;
        } | {
            /** Format: uuid */
            conversation: string;
            /** @enum {string} */
            type: "reset";
        } | {
            /** Format: uuid */
            job: string;
            /** @enum {string} */
            type: "job";
        } | {
            notification: components["schemas"]["Notification"];
            /** @enum {string} */
            type: "notification";
            /** Format: int64 */
            unread: number;
        } | {
            /** @enum {string} */
            type: "notifications";
            /** Format: int64 */
            unread: number;
        } | {
            /** Format: uuid */
            conversation: string;
            online?: boolean | null;
            /** @enum {string} */
            type: "presence";
        } | {
            /** Format: uuid */
            conversation: string;
            /** @enum {string} */
            type: "typing";
        } | {
            problem: components["schemas"]["Problem"];
            /** @enum {string} */
            type: "problem";
        };
        /** @description The part of an inbox row that changes with what happens in the conversation. */
        Head: {
            /** @description The viewer has put it away. */
            archived: boolean;
            last: components["schemas"]["LastLine"] | null;
            last_at: components["schemas"]["Moment"];
            /** Format: int64 */
            last_seq: number;
            /** @description The viewer is not told of messages. */
            muted: boolean;
            reach: components["schemas"]["Reach"];
            /** Format: int64 */
            read_seq: number;
            send: components["schemas"]["SendRefused"] | null;
            standing: components["schemas"]["Standing"];
            starred: boolean;
            /**
             * Format: int64
             * @description How many entries wait to be read, or were marked as unread.
             */
            unread: number;
            /**
             * Format: int64
             * @description The first entry that the viewer marked as unread; `null` where they marked none.
             */
            unread_from: number | null;
            /**
             * Format: int64
             * @description Rises with every change of the row.
             */
            version: number;
            /**
             * Format: int64
             * @description Rises with every change of what the viewer may see.
             */
            view: number;
            /** @description The safety warning waits to be read. */
            warning_pending: boolean;
        };
        /** @description What the articles say to a question. */
        HelpAnswer: {
            /** @description At most five, the best first. */
            articles: components["schemas"]["HelpArticleRef"][];
            /**
             * @description Whether the first article is an answer. If not, nothing here answers the question, and the articles
             *     are only near.
             */
            known: boolean;
        };
        /** @description An article as it is read. */
        HelpArticle: {
            language: string;
            /** @description What the reader says of it; `null` where they are signed out or have said nothing. */
            own_vote: boolean | null;
            slug: string;
            /** @description Markdown. It is never HTML: whatever looks like a tag is text. */
            text: string;
            title: string;
            votes: components["schemas"]["HelpVotes"];
        };
        /** @description An article in a list. */
        HelpArticleRef: {
            /** @description The language it is written in, which is not always the one that was asked for. */
            language: string;
            /** @description Names the article in addresses; the same in every language. */
            slug: string;
            /** @description Its first paragraph, in Markdown. */
            summary: string;
            title: string;
        };
        /** @description A version of an article, as it was saved. */
        HelpArticleVersion: {
            at: components["schemas"]["Moment"];
            author: components["schemas"]["PersonRef"];
            published: boolean;
            text: string;
            title: string;
            /** Format: int64 */
            version: number;
        };
        /** @description A comment on an article. */
        HelpComment: {
            at: components["schemas"]["Moment"];
            author: components["schemas"]["PersonRef"];
            /** Format: uuid */
            id: string;
            /** @description The reader wrote it. */
            own: boolean;
            text: string;
        };
        /** @description A request to support, as its author gets it back. */
        HelpRequest: {
            at: components["schemas"]["Moment"];
            /**
             * Format: uuid
             * @description The conversation in which support answers; `null` where it was sent before there were any.
             */
            conversation: string | null;
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            job: string | null;
            reason: string | null;
            subject: string;
            text: string;
        };
        /** @description The job that a request is about. */
        HelpRequestJob: {
            /** Format: uuid */
            id: string;
            title: string;
        };
        HelpVote: {
            helpful: boolean;
        };
        /** @description How many people an article helped, and how many it did not. */
        HelpVotes: {
            /** Format: int64 */
            no: number;
            /** Format: int64 */
            yes: number;
        };
        /** @description An invitation as one of its two parties sees it. */
        Invitation: {
            answered_at: components["schemas"]["Moment"] | null;
            /** Format: uuid */
            conversation: string;
            created_at: components["schemas"]["Moment"];
            expires_at: components["schemas"]["Moment"];
            /** Format: uuid */
            id: string;
            job: components["schemas"]["JobRef"];
            other: components["schemas"]["PersonRef"];
            /** @description The part the viewer plays. */
            side: components["schemas"]["Side"];
            state: components["schemas"]["InvitationState"];
            /** @description `null` where it may not be seen. */
            text: string | null;
            warning_pending: boolean;
            /** @description The text stands behind the safety warning. */
            withheld: boolean;
        };
        InvitationAnswer: {
            answer: components["schemas"]["Answer"];
        };
        /** @enum {string} */
        InvitationState: "pending" | "accepted" | "declined" | "withdrawn" | "expired";
        /** @description One of one's own jobs. */
        Job: {
            /** @description The class of jobs it is of, by name. */
            class: string | null;
            closed_at: components["schemas"]["Moment"] | null;
            /**
             * Format: int64
             * @description Conversations about it.
             */
            conversation_count: number;
            /** @description What its client wants to have happened before work begins; the contact policy may ask for more. */
            conversation_required: components["schemas"]["ConversationRequired"];
            created_at: components["schemas"]["Moment"];
            description: string;
            /** Format: uuid */
            id: string;
            kind: components["schemas"]["JobKind"];
            /** @description Whether its client lets people write about it. */
            messaging: boolean;
            /**
             * Format: int64
             * @description Invitations to it that wait for an answer.
             */
            pending_count: number;
            phase: components["schemas"]["JobPhase"];
            title: string;
        };
        /** @description One line of a job's history. */
        JobChange: {
            at: components["schemas"]["Moment"];
            by: components["schemas"]["PersonRef"];
            change: components["schemas"]["JobChangeKind"];
        };
        /** @enum {string} */
        JobChangeKind: "posted" | "closed" | "reopened" | "opened" | "work_began" | "review_began" | "messaging_off" | "messaging_on" | "rules_changed" | "requirement_changed" | "answers_noted";
        /** @description A class that a job may be of. */
        JobClass: {
            label: string;
            /** @description Without it nobody writes about such a job. */
            messaging: boolean;
            name: string;
        };
        /**
         * @description What a job is.
         * @enum {string}
         */
        JobKind: "contract" | "assignment" | "pitch_request";
        JobMove: {
            /** @description Closing and re-opening are requests of their own. */
            phase: components["schemas"]["JobPhase"];
        };
        /** @description A job by title, whatever became of it. */
        JobName: {
            /** Format: uuid */
            id: string;
            title: string;
        };
        /** @enum {string} */
        JobPhase: "open" | "in_progress" | "final_review" | "closed";
        /** @description A job by title. */
        JobRef: {
            /** Format: uuid */
            id: string;
            phase: components["schemas"]["JobPhase"];
            title: string;
        };
        JobRequirement: {
            conversation_required: components["schemas"]["WantedConversation"];
        };
        JobRules: {
            changes: components["schemas"]["PolicyChanges"];
        };
        /** @description A task that kept failing and was laid aside. */
        LaidAside: {
            /** Format: int64 */
            attempts: number;
            created_at: components["schemas"]["Moment"];
            /** Format: uuid */
            id: string;
            /** @description What kind of work it is, such as `mail-entry`. */
            kind: string;
            laid_aside_at: components["schemas"]["Moment"];
            /** @description What went wrong the last time. */
            last_error: string;
        };
        /** @enum {string} */
        LastBy: "me" | "other" | "system";
        /** @description The line last said. */
        LastLine: {
            at: components["schemas"]["Moment"];
            by: components["schemas"]["LastBy"];
            /** @description `invitation`, `message`, `file` (a message of files alone), `removed` or `withheld`. */
            kind: string;
            /** @description The first characters, on one line, or the first file's name; `null` where there is nothing to be seen. */
            preview: string | null;
            /** Format: int64 */
            seq: number;
        };
        /** @description Bounds that forms show before they are reached; characters are Unicode scalar values. */
        Limits: {
            description_chars: number;
            /** Format: int64 */
            file_bytes: number;
            files_per_message: number;
            headline_chars: number;
            help_article_chars: number;
            help_comment_chars: number;
            help_question_chars: number;
            help_request_chars: number;
            invitation_chars: number;
            message_chars: number;
            name_chars: number;
            password_chars_max: number;
            password_chars_min: number;
            reply_title_chars: number;
            /** Format: int64 */
            saved_replies: number;
            title_chars: number;
        };
        /** @description What a client has loaded of one conversation. */
        Loaded: {
            /** Format: uuid */
            id: string;
            /**
             * Format: int64
             * @description The number up to which it has everything there is for it.
             */
            seq: number;
            /** Format: int64 */
            view: number;
        };
        /** @description The marketplace, as everybody may know it. */
        Marketplace: {
            demo: boolean;
            /** @description With `--demo`, who can be signed in as; otherwise empty. */
            demo_accounts: components["schemas"]["DemoAccount"][];
            /** @description Endings of the names of files that may be sent. */
            file_endings: string[];
            limits: components["schemas"]["Limits"];
            name: string;
            /** @description The line beneath the composer. */
            policy_line: string;
            /**
             * Format: int64
             * @description For how many seconds a message may be changed or taken back after it was sent.
             */
            revise_seconds: number;
            warning: components["schemas"]["SafetyWarning"];
        };
        /** @description Oneself. */
        Me: {
            demo: boolean;
            email: string;
            headline: string;
            /** Format: uuid */
            id: string;
            name: string;
            /** @description Whether one's profile is published. */
            offers_work: boolean;
            /** Format: int64 */
            open_job_count: number;
            staff_role: components["schemas"]["StaffRole"] | null;
        };
        /** @description What to change of one's profile; what is left out stays. */
        MeChange: {
            headline?: string | null;
            name?: string | null;
            /** @description Publishes the profile. */
            offers_work?: boolean | null;
        };
        MessageText: {
            text: string;
        };
        /** Format: date-time */
        Moment: string;
        NewContract: {
            /** Format: uuid */
            freelancer: string;
            /**
             * Format: uuid
             * @description One of one's own jobs.
             */
            job: string;
        };
        NewInvitation: {
            /** Format: uuid */
            freelancer: string;
            /**
             * Format: uuid
             * @description One of one's own open jobs.
             */
            job: string;
            text: string;
        };
        NewJob: {
            /** @description One of the classes that `GET /job-classes` lists. */
            class?: string | null;
            description: string;
            kind?: components["schemas"]["JobKind"];
            title: string;
        };
        NewMessage: {
            /** @description Files uploaded to this conversation and not sent yet. */
            files?: string[];
            /**
             * Format: int64
             * @description The number of the entry that it answers.
             */
            quote?: number | null;
            /** @description May be empty where files go with it. */
            text?: string;
        };
        NewProposal: {
            text: string;
        };
        /** @description One line. */
        Notification: {
            at: components["schemas"]["Moment"];
            /**
             * Format: uuid
             * @description The contract it is about, if it is about one. What is about neither is about a proposal for the job.
             */
            contract: string | null;
            /**
             * Format: uuid
             * @description The conversation it is about, if it is about one.
             */
            conversation: string | null;
            job: components["schemas"]["NotificationJob"];
            kind: components["schemas"]["NotificationKind"];
            other: components["schemas"]["PersonRef"];
            read: boolean;
            /** Format: int64 */
            seq: number;
        };
        NotificationJob: {
            /** Format: uuid */
            id: string;
            title: string;
        };
        /** @enum {string} */
        NotificationKind: "invitation-received" | "invitation-accepted" | "invitation-declined" | "invitation-withdrawn" | "invitation-expired" | "job-closed" | "job-reopened" | "case-waiting" | "case-given" | "proposal-received" | "proposal-withdrawn" | "proposal-declined" | "hired" | "work-started" | "contract-ended";
        /** @description A page of the list, newest first, and how many are unread. */
        Notifications: {
            items: components["schemas"]["Notification"][];
            next: string | null;
            /** Format: int64 */
            unread: number;
        };
        NotificationsRead: {
            /**
             * Format: int64
             * @description The number of the newest line that was read.
             */
            seq: number;
        };
        /** @description A page of a list, and where the next one begins. */
        Page_ContactPolicy: {
            items: {
                at: components["schemas"]["Moment"];
                by: components["schemas"]["PersonRef"] | null;
                document: components["schemas"]["PolicyDocument"];
                note: string;
                /** Format: int64 */
                version: number;
            }[];
            /** @description Hand this back as `cursor`; `null` at the end. */
            next: string | null;
        };
        /** @description A page of a list, and where the next one begins. */
        Page_Contract: {
            items: {
                /** @description Whether work may begin. */
                can_start: boolean;
                client: components["schemas"]["PersonRef"];
                /**
                 * Format: uuid
                 * @description The one conversation of the two about the job; `null` before its first message.
                 */
                conversation: string | null;
                ended_at: components["schemas"]["Moment"] | null;
                freelancer: components["schemas"]["PersonRef"];
                hired_at: components["schemas"]["Moment"];
                /** Format: uuid */
                id: string;
                job: components["schemas"]["JobRef"];
                /** @description The part the viewer plays. */
                side: components["schemas"]["Side"];
                start_refused: components["schemas"]["SendRefused"] | null;
                started_at: components["schemas"]["Moment"] | null;
                state: components["schemas"]["ContractState"];
            }[];
            /** @description Hand this back as `cursor`; `null` at the end. */
            next: string | null;
        };
        /** @description A page of a list, and where the next one begins. */
        Page_ContractChange: {
            items: {
                at: components["schemas"]["Moment"];
                by: components["schemas"]["PersonRef"];
                change: components["schemas"]["ContractChangeKind"];
            }[];
            /** @description Hand this back as `cursor`; `null` at the end. */
            next: string | null;
        };
        /** @description A page of a list, and where the next one begins. */
        Page_ConversationRow: {
            items: {
                head: components["schemas"]["Head"];
                /** Format: uuid */
                id: string;
                job: components["schemas"]["JobRef"];
                kind: components["schemas"]["ConversationKind"];
                other: components["schemas"]["PersonRef"];
                /** @description The other person's time zone, by its name in the IANA database; `null` where they do not show it. */
                other_time_zone: string | null;
                /**
                 * Format: int64
                 * @description Rises when the other person changes their name or what they show, which changes nothing in the
                 *     conversation.
                 */
                other_version: number;
                /** @description Only ever goes forward: of two, the larger numbers are the newer. */
                receipt: components["schemas"]["Receipt"];
                /** @description The part the viewer plays. */
                side: components["schemas"]["Side"];
            }[];
            /** @description Hand this back as `cursor`; `null` at the end. */
            next: string | null;
        };
        /** @description A page of a list, and where the next one begins. */
        Page_HelpArticleVersion: {
            items: {
                at: components["schemas"]["Moment"];
                author: components["schemas"]["PersonRef"];
                published: boolean;
                text: string;
                title: string;
                /** Format: int64 */
                version: number;
            }[];
            /** @description Hand this back as `cursor`; `null` at the end. */
            next: string | null;
        };
        /** @description A page of a list, and where the next one begins. */
        Page_HelpComment: {
            items: {
                at: components["schemas"]["Moment"];
                author: components["schemas"]["PersonRef"];
                /** Format: uuid */
                id: string;
                /** @description The reader wrote it. */
                own: boolean;
                text: string;
            }[];
            /** @description Hand this back as `cursor`; `null` at the end. */
            next: string | null;
        };
        /** @description A page of a list, and where the next one begins. */
        Page_Invitation: {
            items: {
                answered_at: components["schemas"]["Moment"] | null;
                /** Format: uuid */
                conversation: string;
                created_at: components["schemas"]["Moment"];
                expires_at: components["schemas"]["Moment"];
                /** Format: uuid */
                id: string;
                job: components["schemas"]["JobRef"];
                other: components["schemas"]["PersonRef"];
                /** @description The part the viewer plays. */
                side: components["schemas"]["Side"];
                state: components["schemas"]["InvitationState"];
                /** @description `null` where it may not be seen. */
                text: string | null;
                warning_pending: boolean;
                /** @description The text stands behind the safety warning. */
                withheld: boolean;
            }[];
            /** @description Hand this back as `cursor`; `null` at the end. */
            next: string | null;
        };
        /** @description A page of a list, and where the next one begins. */
        Page_Job: {
            items: {
                /** @description The class of jobs it is of, by name. */
                class: string | null;
                closed_at: components["schemas"]["Moment"] | null;
                /**
                 * Format: int64
                 * @description Conversations about it.
                 */
                conversation_count: number;
                /** @description What its client wants to have happened before work begins; the contact policy may ask for more. */
                conversation_required: components["schemas"]["ConversationRequired"];
                created_at: components["schemas"]["Moment"];
                description: string;
                /** Format: uuid */
                id: string;
                kind: components["schemas"]["JobKind"];
                /** @description Whether its client lets people write about it. */
                messaging: boolean;
                /**
                 * Format: int64
                 * @description Invitations to it that wait for an answer.
                 */
                pending_count: number;
                phase: components["schemas"]["JobPhase"];
                title: string;
            }[];
            /** @description Hand this back as `cursor`; `null` at the end. */
            next: string | null;
        };
        /** @description A page of a list, and where the next one begins. */
        Page_JobChange: {
            items: {
                at: components["schemas"]["Moment"];
                by: components["schemas"]["PersonRef"];
                change: components["schemas"]["JobChangeKind"];
            }[];
            /** @description Hand this back as `cursor`; `null` at the end. */
            next: string | null;
        };
        /** @description A page of a list, and where the next one begins. */
        Page_Posting: {
            items: {
                /** @description What people read of its class. */
                class: string | null;
                client: components["schemas"]["PersonRef"];
                /** @description What has to happen before work on it begins. */
                conversation_required: components["schemas"]["ConversationRequired"];
                created_at: components["schemas"]["Moment"];
                description: string;
                /** Format: uuid */
                id: string;
                kind: components["schemas"]["JobKind"];
                phase: components["schemas"]["JobPhase"];
                title: string;
            }[];
            /** @description Hand this back as `cursor`; `null` at the end. */
            next: string | null;
        };
        /** @description A page of a list, and where the next one begins. */
        Page_Profile: {
            items: {
                account: components["schemas"]["PersonRef"];
                headline: string;
                joined_at: components["schemas"]["Moment"];
                yourself: boolean;
            }[];
            /** @description Hand this back as `cursor`; `null` at the end. */
            next: string | null;
        };
        /** @description A page of a list, and where the next one begins. */
        Page_Proposal: {
            items: {
                answered_at: components["schemas"]["Moment"] | null;
                client: components["schemas"]["PersonRef"];
                /**
                 * Format: uuid
                 * @description The one conversation of the two about the job, if they have begun it.
                 */
                conversation: string | null;
                created_at: components["schemas"]["Moment"];
                freelancer: components["schemas"]["PersonRef"];
                /** Format: uuid */
                id: string;
                job: components["schemas"]["JobRef"];
                /** @description The part the viewer plays. */
                side: components["schemas"]["Side"];
                state: components["schemas"]["ProposalState"];
                text: string;
            }[];
            /** @description Hand this back as `cursor`; `null` at the end. */
            next: string | null;
        };
        /** @description A page of a list, and where the next one begins. */
        Page_ProposalChange: {
            items: {
                at: components["schemas"]["Moment"];
                by: components["schemas"]["PersonRef"];
                state: components["schemas"]["ProposalState"];
            }[];
            /** @description Hand this back as `cursor`; `null` at the end. */
            next: string | null;
        };
        /** @description A page of a list, and where the next one begins. */
        Page_SearchHit: {
            items: {
                at: components["schemas"]["Moment"];
                by: components["schemas"]["EntryBy"];
                conversation: components["schemas"]["FoundIn"];
                /** @description A piece of the text, on one line; empty where the message has files alone. */
                excerpt: string;
                files: components["schemas"]["FoundName"][];
                /** @description What of it is to be marked: begin and length of each piece, in UTF-16 units. */
                highlights: number[][];
                kind: components["schemas"]["FoundKind"];
                /** Format: int64 */
                seq: number;
            }[];
            /** @description Hand this back as `cursor`; `null` at the end. */
            next: string | null;
        };
        /** @description A page of a list, and where the next one begins. */
        Page_SharedFile: {
            items: (components["schemas"]["AttachedFile"] & {
                at: components["schemas"]["Moment"];
                /**
                 * Format: uuid
                 * @description Who sent it.
                 */
                by: string;
                /**
                 * Format: int64
                 * @description The number of the message that carries it.
                 */
                seq: number;
            })[];
            /** @description Hand this back as `cursor`; `null` at the end. */
            next: string | null;
        };
        /** @description A page of a list, and where the next one begins. */
        Page_StaffAccount: {
            items: {
                created_at: components["schemas"]["Moment"];
                email: string;
                /** Format: uuid */
                id: string;
                name: string;
                offers_work: boolean;
                staff_role: components["schemas"]["StaffRole"] | null;
                suspended_at: components["schemas"]["Moment"] | null;
                verified: boolean;
            }[];
            /** @description Hand this back as `cursor`; `null` at the end. */
            next: string | null;
        };
        /** @description A page of a list, and where the next one begins. */
        Page_StaffHelpRequest: {
            items: {
                account: components["schemas"]["PersonRef"];
                at: components["schemas"]["Moment"];
                /**
                 * Format: uuid
                 * @description The case that it became; `null` where it was sent before there were cases.
                 */
                conversation: string | null;
                email: string;
                /** Format: uuid */
                id: string;
                job: components["schemas"]["HelpRequestJob"] | null;
                /** @description The code of what stood in the way. */
                reason: string | null;
                subject: string;
                text: string;
            }[];
            /** @description Hand this back as `cursor`; `null` at the end. */
            next: string | null;
        };
        /** @description A page of a list, and where the next one begins. */
        Page_SupportCase: {
            items: {
                about: components["schemas"]["HelpRequestJob"] | null;
                assignee: components["schemas"]["PersonRef"] | null;
                conversation: components["schemas"]["ConversationRow"];
                /** @description The code of what stood in the way. */
                reason: string | null;
                /** @description Since when it is with the bot, waits for people or is closed, as the phase says. */
                since: components["schemas"]["Moment"];
            }[];
            /** @description Hand this back as `cursor`; `null` at the end. */
            next: string | null;
        };
        Participant: {
            account: components["schemas"]["ParticipantAccount"];
            side: components["schemas"]["Side"];
        };
        ParticipantAccount: {
            headline: string;
            /** Format: uuid */
            id: string;
            name: string;
        };
        PasswordChange: {
            /** @description The password in force. */
            current: string;
            password: string;
        };
        /** @description A person by name. */
        PersonRef: {
            /** Format: uuid */
            id: string;
            name: string;
        };
        PolicyAttachments: {
            allowed: boolean;
            /** @description Endings, such as `pdf`; `null` for every kind that the marketplace takes. */
            kinds: string[] | null;
        };
        /** @description For each phase in which nobody writes, what people are told; `null` where they write. */
        PolicyBlocked: {
            final_review: string | null;
            in_progress: string | null;
            open: string | null;
        };
        /** @description What one side gets in one phase when it tries an act. */
        PolicyCell: {
            /** @description `invite`, `ask`, `write`, `attach` or `read`. */
            act: string;
            /** @description From where somebody starts: `profile`, `job_page`, `pitch_request`, `proposal` or `contract`. */
            entry_point: string | null;
            phase: components["schemas"]["JobPhase"];
            /** @description The code of the refusal; `null` where they may. */
            refused: string | null;
            side: components["schemas"]["Side"];
        };
        PolicyChange: {
            document: components["schemas"]["PolicyDocument"];
            /**
             * Format: int64
             * @description The version that the document was made from.
             */
            expected_version: number;
            /** @description Why it is changed. */
            note: string;
        };
        /** @description What is different; what is not named stays. */
        PolicyChanges: {
            attachments?: components["schemas"]["PolicyAttachments"] | null;
            blocked?: components["schemas"]["PolicyBlocked"] | null;
            call?: components["schemas"]["Who"] | null;
            can_start?: components["schemas"]["CanStart"] | null;
            closed_shows?: components["schemas"]["ClosedShows"] | null;
            /** Format: int64 */
            pending_max?: number | null;
            schedule?: components["schemas"]["Who"] | null;
            starts: components["schemas"]["PolicyStartChanges"];
        };
        PolicyClass: {
            changes: components["schemas"]["PolicyChanges"];
            /** @description What people read. */
            label: string;
            messaging: boolean;
        };
        /** @description Whole rules: what holds everywhere, and the classes of jobs. */
        PolicyDocument: {
            classes: {
                [key: string]: components["schemas"]["PolicyClass"];
            };
            everywhere: components["schemas"]["PolicyTerms"];
        };
        PolicyDraft: {
            /** @description Of which class the job is that it is tried on. */
            class?: string | null;
            document: components["schemas"]["PolicyDocument"];
            /** @description Whether the job's client lets people write. */
            messaging: boolean;
        };
        /** @description What a draft would have whom do. */
        PolicyOutlook: {
            cells: components["schemas"]["PolicyCell"][];
            /** @description Why the draft may not be put in force; none where it may. */
            faults: components["schemas"]["ProblemField"][];
        };
        /** @description A shipped document to begin with. */
        PolicyPreset: {
            document: components["schemas"]["PolicyDocument"];
            name: string;
        };
        PolicyRehearsal: {
            /**
             * Format: int32
             * @description Days of the past whose attempts are judged, from 1 to 90.
             */
            days: number;
            document: components["schemas"]["PolicyDocument"];
        };
        PolicyRollback: {
            /**
             * Format: int64
             * @description The version in force.
             */
            expected_version: number;
            /** @description Why. */
            note: string;
            /**
             * Format: int64
             * @description The one whose document is to be in force again.
             */
            version: number;
        };
        PolicyStartChanges: {
            contract?: components["schemas"]["PolicyStarting"] | null;
            job_page?: components["schemas"]["PolicyStarting"] | null;
            pitch_request?: components["schemas"]["PolicyStarting"] | null;
            profile?: components["schemas"]["PolicyStarting"] | null;
            proposal?: components["schemas"]["PolicyStarting"] | null;
        };
        PolicyStarting: {
            /** @description A client asks by an invitation that is accepted first. */
            must_accept: boolean;
            who: components["schemas"]["Who"];
        };
        /** @description Who may start from each entry point. */
        PolicyStarts: {
            contract: components["schemas"]["PolicyStarting"];
            job_page: components["schemas"]["PolicyStarting"];
            pitch_request: components["schemas"]["PolicyStarting"];
            profile: components["schemas"]["PolicyStarting"];
            proposal: components["schemas"]["PolicyStarting"];
        };
        PolicyTerms: {
            attachments: components["schemas"]["PolicyAttachments"];
            blocked: components["schemas"]["PolicyBlocked"];
            call: components["schemas"]["Who"];
            can_start: components["schemas"]["CanStart"];
            closed_shows: components["schemas"]["ClosedShows"];
            /**
             * Format: int64
             * @description New contacts of one person that may wait for an answer at one time.
             */
            pending_max: number;
            schedule: components["schemas"]["Who"];
            starts: components["schemas"]["PolicyStarts"];
        };
        /** @description A job in the list of those open to questions. */
        Posting: {
            /** @description What people read of its class. */
            class: string | null;
            client: components["schemas"]["PersonRef"];
            /** @description What has to happen before work on it begins. */
            conversation_required: components["schemas"]["ConversationRequired"];
            created_at: components["schemas"]["Moment"];
            description: string;
            /** Format: uuid */
            id: string;
            kind: components["schemas"]["JobKind"];
            phase: components["schemas"]["JobPhase"];
            title: string;
        };
        /** @description The page of a job. */
        PostingPage: components["schemas"]["Posting"] & {
            ask: components["schemas"]["SendRefused"] | null;
            /**
             * Format: uuid
             * @description The contract under which the reader works on it.
             */
            contract: string | null;
            /**
             * Format: uuid
             * @description The freelancer's own conversation about it.
             */
            conversation: string | null;
            proposal: components["schemas"]["Proposal"] | null;
            propose: components["schemas"]["SendRefused"] | null;
            questions: components["schemas"]["SuggestedGroup"][];
            /** @description The part that the reader plays, or would play. */
            side: components["schemas"]["Side"];
            start: components["schemas"]["WorkStart"] | null;
        };
        /** @description One's own preferences. */
        Preferences: {
            /** @description Others are told that one is online, and typing. */
            presence: boolean;
            /** @description Others are told that one has read what they wrote. */
            read_receipts: boolean;
            /** @description A name of the IANA time zone database. */
            time_zone: string | null;
            zone_source: components["schemas"]["ZoneSource"];
        };
        /** @description What to change; what is left out stays. */
        PreferencesPatch: {
            presence?: boolean | null;
            read_receipts?: boolean | null;
            /** @description A name of the IANA time zone database, such as `Europe/Lisbon`. */
            time_zone?: string | null;
            zone_source?: components["schemas"]["ZoneSource"] | null;
        };
        /** @description Why a request was not served. `code` is stable; `detail` is for the person. */
        Problem: {
            code: string;
            /**
             * Format: int64
             * @description Of something that somebody else changed first: the version in force.
             */
            current_version?: number | null;
            detail: string;
            /** @description Which fields broke which rule. */
            fields?: components["schemas"]["ProblemField"][];
            /** @description Names this request in the server's log. */
            request_id: string;
            /** Format: int64 */
            retry_after_ms?: number | null;
            /** Format: int32 */
            status: number;
            title: string;
            /** @description `urn:parlance:problem:` and the code. */
            type: string;
        };
        ProblemField: {
            detail: string;
            /** @description Its name; in a document the JSON pointer to it. */
            field: string;
            rule: string;
        };
        /** @description A freelancer's published profile. */
        Profile: {
            account: components["schemas"]["PersonRef"];
            headline: string;
            joined_at: components["schemas"]["Moment"];
            yourself: boolean;
        };
        /** @description A freelancer's offer to do a job. */
        Proposal: {
            answered_at: components["schemas"]["Moment"] | null;
            client: components["schemas"]["PersonRef"];
            /**
             * Format: uuid
             * @description The one conversation of the two about the job, if they have begun it.
             */
            conversation: string | null;
            created_at: components["schemas"]["Moment"];
            freelancer: components["schemas"]["PersonRef"];
            /** Format: uuid */
            id: string;
            job: components["schemas"]["JobRef"];
            /** @description The part the viewer plays. */
            side: components["schemas"]["Side"];
            state: components["schemas"]["ProposalState"];
            text: string;
        };
        /**
         * @description What a person answers: the client declines, the freelancer withdraws.
         * @enum {string}
         */
        ProposalAnswer: "declined" | "withdrawn";
        /** @description One line of a proposal's history. */
        ProposalChange: {
            at: components["schemas"]["Moment"];
            by: components["schemas"]["PersonRef"];
            state: components["schemas"]["ProposalState"];
        };
        /** @enum {string} */
        ProposalState: "submitted" | "declined" | "withdrawn" | "awarded";
        /** @description Questions about one thing. */
        QuestionGroup: {
            /** @description The class of jobs that it is for, by name; `null` for jobs of every class and of none. */
            class: string | null;
            /** @description The kinds of jobs that it is for. */
            kinds: components["schemas"]["JobKind"][];
            questions: string[];
            title: string;
        };
        /** @description The questions in force. */
        Questions: {
            groups: components["schemas"]["QuestionGroup"][];
            saved_at: components["schemas"]["Moment"] | null;
            saved_by: components["schemas"]["PersonRef"] | null;
            /**
             * Format: int64
             * @description 0 for what is shipped.
             */
            version: number;
        };
        QuestionsChange: {
            /**
             * Format: int64
             * @description The version that the groups were made from.
             */
            expected_version: number;
            groups: components["schemas"]["QuestionGroup"][];
        };
        /**
         * @description Which entries the viewer may see at all.
         * @enum {string}
         */
        Reach: "everything" | "invitations" | "nothing";
        /** @description An emoji, and who answered with it. */
        ReactionCount: {
            by: string[];
            emoji: string;
        };
        ReadMarker: {
            /** Format: int64 */
            seq: number;
        };
        /** @description How far the other person has come, as far as they let it be known. */
        Receipt: {
            /**
             * Format: int64
             * @description Everything up to this number reached a browser of theirs.
             */
            delivered_seq: number;
            /**
             * Format: int64
             * @description Everything up to this number was read.
             */
            read_seq: number;
        };
        /** @description What somebody tried and a rule forbade. */
        Refusal: {
            account: components["schemas"]["PersonRef"];
            action: string;
            at: components["schemas"]["Moment"];
            code: string;
            /** Format: uuid */
            conversation: string | null;
            entry_point: string | null;
            /** Format: uuid */
            job: string | null;
            /** Format: int64 */
            policy_version: number;
            side: components["schemas"]["Side"] | null;
        };
        RefusalCount: {
            code: string;
            /** Format: int64 */
            count: number;
        };
        /** @description Refusals by code, and the newest of them. */
        Refusals: {
            counts: components["schemas"]["RefusalCount"][];
            items: components["schemas"]["Refusal"][];
            next: string | null;
        };
        /** @description A kind of attempt that would fare otherwise. */
        RehearsalDifference: {
            /** @description `invite`, `ask`, `answer`, `acknowledge`, `send` or `change`. */
            act: string;
            /** @description The code of the refusal: the draft's, or the one that was given then. */
            code: string;
            /** Format: int64 */
            count: number;
            /** @description From where somebody started. */
            entry_point: string | null;
            /** @description The newest of them. */
            samples: components["schemas"]["RehearsalSample"][];
            side: components["schemas"]["Side"];
            /** @description Permitted then and refused under the draft; else the other way about. */
            stopped: boolean;
        };
        /** @description What a draft would have made of what people tried. */
        RehearsalResult: {
            /** @description What would fare otherwise, the most frequent first. */
            differences: components["schemas"]["RehearsalDifference"][];
            /**
             * Format: int64
             * @description Attempts that were judged.
             */
            judged: number;
            /**
             * Format: int64
             * @description Permitted then; under the draft it would not have come to them.
             */
            moot: number;
            /**
             * Format: int64
             * @description Permitted then and under the draft.
             */
            permitted: number;
            /**
             * Format: int64
             * @description Refused then and under the draft.
             */
            refused: number;
            since: components["schemas"]["Moment"];
            /**
             * Format: int64
             * @description Refused then; too little is kept of them to judge them again.
             */
            unjudged: number;
            until: components["schemas"]["Moment"];
        };
        /** @description One attempt, without a word of what was said. */
        RehearsalSample: {
            at: components["schemas"]["Moment"];
            by: components["schemas"]["PersonRef"];
            job: components["schemas"]["JobName"];
        };
        /** @description One line of a rehearsal. The last one has either what came of it or why nothing did. */
        RehearsalStep: {
            /**
             * Format: int64
             * @description What is read so far, of `total`.
             */
            done: number;
            problem: components["schemas"]["Problem"] | null;
            result: components["schemas"]["RehearsalResult"] | null;
            /** Format: int64 */
            total: number;
        };
        ReplyToKeep: {
            text: string;
            title: string;
        };
        RequestToSend: {
            /**
             * Format: uuid
             * @description One of one's own jobs, or one that one was invited to.
             */
            job?: string | null;
            /** @description The code of what stood in the way. */
            reason?: string | null;
            subject: string;
            text: string;
        };
        RoleChange: {
            role: components["schemas"]["StaffRole"] | null;
        };
        /** @description What a freelancer reads before the first text of a conversation. */
        SafetyWarning: {
            paragraphs: string[];
            title: string;
            /** Format: int64 */
            version: number;
        };
        /** @description A text of one's own that is kept to be put into messages. */
        SavedReply: {
            created_at: components["schemas"]["Moment"];
            /** Format: uuid */
            id: string;
            text: string;
            title: string;
        };
        /** @description A message or an invitation that was found, as it now reads. */
        SearchHit: {
            at: components["schemas"]["Moment"];
            by: components["schemas"]["EntryBy"];
            conversation: components["schemas"]["FoundIn"];
            /** @description A piece of the text, on one line; empty where the message has files alone. */
            excerpt: string;
            files: components["schemas"]["FoundName"][];
            /** @description What of it is to be marked: begin and length of each piece, in UTF-16 units. */
            highlights: number[][];
            kind: components["schemas"]["FoundKind"];
            /** Format: int64 */
            seq: number;
        };
        /** @description Why nothing can be sent, to be shown in the composer's place. */
        SendRefused: {
            code: string;
            detail: string;
        };
        /** @description Who is signed in. */
        Session: {
            account: components["schemas"]["Me"] | null;
        };
        /** @description A file of a conversation, in the list of them. */
        SharedFile: components["schemas"]["AttachedFile"] & {
            at: components["schemas"]["Moment"];
            /**
             * Format: uuid
             * @description Who sent it.
             */
            by: string;
            /**
             * Format: int64
             * @description The number of the message that carries it.
             */
            seq: number;
        };
        /** @enum {string} */
        Side: "client" | "freelancer" | "desk" | "person";
        SignIn: {
            email: string;
            password: string;
        };
        SignUp: {
            email: string;
            name: string;
            password: string;
        };
        /** @description An account as staff see it. */
        StaffAccount: {
            created_at: components["schemas"]["Moment"];
            email: string;
            /** Format: uuid */
            id: string;
            name: string;
            offers_work: boolean;
            staff_role: components["schemas"]["StaffRole"] | null;
            suspended_at: components["schemas"]["Moment"] | null;
            verified: boolean;
        };
        /** @description An article as those who look after it see it. */
        StaffHelpArticle: {
            edited_at: components["schemas"]["Moment"] | null;
            language: string;
            /** @description Whether readers get to see it. */
            published: boolean;
            slug: string;
            text: string;
            title: string;
            /**
             * Format: int64
             * @description 0 for what is shipped. Hand it back with a change.
             */
            version: number;
        };
        /** @description A request to support, as its staff see it. */
        StaffHelpRequest: {
            account: components["schemas"]["PersonRef"];
            at: components["schemas"]["Moment"];
            /**
             * Format: uuid
             * @description The case that it became; `null` where it was sent before there were cases.
             */
            conversation: string | null;
            email: string;
            /** Format: uuid */
            id: string;
            job: components["schemas"]["HelpRequestJob"] | null;
            /** @description The code of what stood in the way. */
            reason: string | null;
            subject: string;
            text: string;
        };
        /** @enum {string} */
        StaffRole: "support" | "moderator" | "admin";
        /** @description Where a conversation stands. */
        Standing: {
            /**
             * @description Why it is closed: `job-closed`, `case-closed`, `withdrawn` or `expired`. Why it is paused: `messaging-off`,
             *     `class-without-messaging`, or `phase-…` after the phase of the job.
             */
            reason: string | null;
            state: components["schemas"]["StandingState"];
        };
        /** @enum {string} */
        StandingState: "invited" | "open" | "paused" | "closed" | "declined";
        /** @description Suggested questions about one thing. */
        SuggestedGroup: {
            questions: components["schemas"]["SuggestedQuestion"][];
            title: string;
        };
        /** @description Something to ask, and whether the description answers it. */
        SuggestedQuestion: {
            answered: boolean;
            text: string;
        };
        /** @description A case: the conversation about it, and what is known besides. */
        SupportCase: {
            about: components["schemas"]["HelpRequestJob"] | null;
            assignee: components["schemas"]["PersonRef"] | null;
            conversation: components["schemas"]["ConversationRow"];
            /** @description The code of what stood in the way. */
            reason: string | null;
            /** @description Since when it is with the bot, waits for people or is closed, as the phase says. */
            since: components["schemas"]["Moment"];
        };
        Suspension: {
            reason: string;
        };
        /** @description How many conversations are unread. */
        UnreadCount: {
            /**
             * Format: int64
             * @description Counted up to 99.
             */
            conversations: number;
        };
        UnreadMark: {
            /**
             * Format: int64
             * @description The first entry that is to count as unread.
             */
            seq: number;
        };
        /** @description A file that was uploaded and waits to be sent. */
        UploadedFile: components["schemas"]["AttachedFile"] & {
            /** Format: int64 */
            height: number | null;
            /** @description In hexadecimal digits. */
            sha256: string;
            /**
             * Format: int64
             * @description Of a picture, in points, as it is shown.
             */
            width: number | null;
        };
        Verification: {
            /** @description The password given with the sign-up that the mail was about. */
            password: string;
            /** @description The token from the mail's link. */
            token: string;
        };
        /**
         * @description What a client may want to have happened before work begins.
         * @enum {string}
         */
        WantedConversation: "no" | "freelancer_wrote" | "client_replied";
        /**
         * @description Sides to whom something is open.
         * @enum {string}
         */
        Who: "client" | "freelancer" | "both" | "nobody";
        /** @description Whether work may begin. */
        WorkStart: {
            can_start: boolean;
            refused: components["schemas"]["SendRefused"] | null;
        };
        /**
         * @description Where the time zone that others are told comes from.
         * @enum {string}
         */
        ZoneSource: "browser" | "chosen" | "hidden";
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
