/** Words that come with the menus that say them: the start page does without. */
import { learn } from "$/i18n";
import source from "$/i18n/en/marks.ftl?raw";

learn(source);
