//! Small files, small functions: the caps are judged in lines that bear code, so a comment never costs.
//! Tests are exempt; nothing else is.

use syn::visit::{self, Visit};

use super::Finding;
use super::rust::Rust;

const FILE_CODE_LINES_MAX: usize = 400;
const FUNCTION_CODE_LINES_MAX: usize = 60;

pub fn judge(rust: &[Rust], findings: &mut Vec<Finding>) {
    for file in rust {
        let count = file.code_lines.len();
        if count > FILE_CODE_LINES_MAX {
            let says =
                format!("{count} code lines; the cap is {FILE_CODE_LINES_MAX}: split the file by meaning");
            findings.push(Finding::new(&file.path, 1, says));
        }
        match syn::parse2::<syn::File>(file.tokens.clone()) {
            Ok(parsed) => Functions { file, findings }.visit_file(&parsed),
            Err(error) => {
                findings.push(Finding::new(
                    &file.path,
                    error.span().start().line,
                    format!("does not parse: {error}"),
                ));
            }
        }
    }
}

struct Functions<'a> {
    file: &'a Rust,
    findings: &'a mut Vec<Finding>,
}

impl Functions<'_> {
    fn measure(&mut self, signature: &syn::Signature, block: &syn::Block) {
        let first = signature.fn_token.span.start().line;
        let last = block.brace_token.span.close().end().line;
        let count = self.file.code_lines.range(first..=last).count();
        if count > FUNCTION_CODE_LINES_MAX {
            let name = &signature.ident;
            let says = format!("`{name}` has {count} code lines; the cap is {FUNCTION_CODE_LINES_MAX}");
            self.findings.push(Finding::new(&self.file.path, first, says));
        }
    }
}

impl<'ast> Visit<'ast> for Functions<'_> {
    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.measure(&item.sig, &item.block);
        visit::visit_item_fn(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.measure(&item.sig, &item.block);
        visit::visit_impl_item_fn(self, item);
    }

    fn visit_trait_item_fn(&mut self, item: &'ast syn::TraitItemFn) {
        if let Some(block) = &item.default {
            self.measure(&item.sig, block);
        }
        visit::visit_trait_item_fn(self, item);
    }
}

#[cfg(test)]
mod tests {
    use super::super::rust::product;
    use super::*;

    fn found(text: &str) -> Vec<Finding> {
        let mut findings = Vec::new();
        judge(&[product("crates/core/src/a.rs", text)], &mut findings);
        findings
    }

    #[test]
    fn a_function_of_sixty_lines_passes_and_one_more_does_not() {
        let function = |lines: usize| format!("fn long() {{\n{}}}\n", "step();\n// why\n".repeat(lines - 2));
        assert_eq!(found(&function(60)), []);
        assert_eq!(found(&function(61)).len(), 1);
    }

    #[test]
    fn a_file_of_four_hundred_lines_passes_and_one_more_does_not() {
        assert_eq!(found(&"const A: u8 = 1;\n\n".repeat(400)), []);
        assert_eq!(found(&"const A: u8 = 1;\n\n".repeat(401)).len(), 1);
    }
}
