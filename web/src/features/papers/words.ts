/** Words that come with the parts that say them: the start page does without. */
import { learn } from "$/i18n";
import source from "$/i18n/en/papers.ftl?raw";

learn(source);
