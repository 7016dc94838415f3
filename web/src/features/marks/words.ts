/** Words that come with the menus that say them: the start page does without. */
import { learn } from "$/i18n";
import messages from "$/i18n/en/marks.ftl";

learn(messages);
