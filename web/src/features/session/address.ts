/** Whether a text can be an e-mail address at all. The mail with the link is the real test; this only catches slips. */
export function looksLikeAddress(text: string): boolean {
  return /^[^\s@]+@[^\s@]+$/u.test(text.trim()) && text.trim().length <= 254;
}
