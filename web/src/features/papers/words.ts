/** Words that come with the parts that say them: the start page does without. */
import { learn } from "$/i18n";
import messages from "$/i18n/en/papers.ftl";

learn(messages);
