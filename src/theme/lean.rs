//! Scripts as they are published: without what only their authors read.

/// Signs that need no space beside them. Not `+` and `-`: two of them must not meet.
const SIGNS: &[u8] = b"=(){}[],;:<>*&|?!%";

/// A script without comments that have a line of their own, type casts, indentation, empty lines and spaces beside signs.
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
        push_without_spaces(&mut out, &without_casts(line));
        if out.len() > before {
            out.push('\n');
        }
    }
    out
}

/// A line without `/** … */ `.
fn without_casts(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((code, after)) = rest.split_once("/** ") {
        let Some((_, after)) = after.split_once("*/") else { break };
        out.push_str(code);
        rest = after.trim_start();
    }
    out + rest
}

/// A line without spaces beside signs. One that may hold a pattern, a template or a quote within quotes stays as it is.
fn push_without_spaces(out: &mut String, line: &str) {
    let quotes = line.matches('\'').count();
    if quotes % 2 == 1 || line.contains(['"', '`', '/', '\\']) {
        out.push_str(line);
        return;
    }
    for (i, part) in line.split('\'').enumerate() {
        if i > 0 {
            out.push('\'');
        }
        let bytes = part.as_bytes();
        let sign =
            |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(|byte| SIGNS.contains(byte));
        for (at, character) in part.char_indices() {
            let spare = character == ' ' && (sign(at.checked_sub(1)) || sign(Some(at + 1)));
            if i % 2 == 1 || !spare {
                out.push(character);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::lean;

    #[test]
    fn what_only_authors_read_is_left_out() {
        let script = "// What it is.\n/** A word. @type {string} */\nconst a = /** @type {any} */ (b).c; // kept\n\n/**\n * Long.\n * @param {number} n\n */\nexport function f(n) {\n  return n * 2;\n}\n";
        assert_eq!(lean(script), "const a = (b).c; // kept\nexport function f(n){\nreturn n*2;\n}\n");
    }

    #[test]
    fn spaces_stay_where_they_say_something() {
        let script = "const b = [1, 'a = b, c'] ;\nx = 'it = ' + - 1;\nconst c = `a = ${b}`;\nconst d = / = /u;\nconst e = \"it's = \";\nimport { a } from './a.js';\n";
        let published = "const b=[1,'a = b, c'];\nx='it = ' + - 1;\nconst c = `a = ${b}`;\nconst d = / = /u;\nconst e = \"it's = \";\nimport { a } from './a.js';\n";
        assert_eq!(lean(script), published);
    }

    #[test]
    fn code_that_only_looks_like_a_comment_stays() {
        let script = "const url = 'https://a';\nconst x = a / b;\nconst y = 'a /* b';\n";
        assert_eq!(lean(script), script);
    }
}
