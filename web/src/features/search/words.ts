/** The words of the search come with it: whoever shows one of them imports this first. */
import { learn } from "$/i18n";
import messages from "$/i18n/en/search.ftl";

learn(messages);
