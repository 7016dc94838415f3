/** Words that come with the pages that say them: the start page does without. */
import { learn } from "$/i18n";
import messages from "$/i18n/en/points.ftl";

learn(messages);
