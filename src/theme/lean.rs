//! Scripts as they are published: without what only their authors read.

/// A script without comments that have a line of their own, type casts, indentation and empty lines.
///
/// It is made for the theme's own scripts, which hold no text over several lines; the browser tests run what it gives.
pub fn lean(script: &str) -> String {
    let mut out = String::with_capacity(script.len());
    let mut comment = false;
    for line in script.lines() {
        let line = line.trim();
        if comment || line.starts_with("/**") && !line.contains("*/") {
            comment = !line.contains("*/");
            continue;
        }
        if line.starts_with("//") {
            continue;
        }
        let before = out.len();
        push_without_casts(&mut out, line);
        if out.len() > before {
            out.push('\n');
        }
    }
    out
}

/// A line without `/** … */ `.
fn push_without_casts(out: &mut String, line: &str) {
    let mut rest = line;
    while let Some((code, after)) = rest.split_once("/** ") {
        let Some((_, after)) = after.split_once("*/") else { break };
        out.push_str(code);
        rest = after.trim_start();
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::lean;

    #[test]
    fn what_only_authors_read_is_left_out() {
        let script = "// What it is.\n/** A word. @type {string} */\nconst a = /** @type {any} */ (b).c; // kept\n\n/**\n * Long.\n * @param {number} n\n */\nexport function f(n) {\n  return n * 2;\n}\n";
        assert_eq!(lean(script), "const a = (b).c; // kept\nexport function f(n) {\nreturn n * 2;\n}\n");
    }

    #[test]
    fn code_that_only_looks_like_a_comment_stays() {
        let script = "const url = 'https://a';\nconst x = a / b;\nconst y = 'a /* b';\n";
        assert_eq!(lean(script), script);
    }
}
