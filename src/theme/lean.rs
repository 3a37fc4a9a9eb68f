//! Scripts as they are published: without what only their authors read.

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

/// A line without spaces beside signs. Imports stay as they are written, for readers of the published files.
fn push_without_spaces(out: &mut String, line: &str) {
    let imports = (line.starts_with("import ") || line.starts_with("export ")) && line.contains(" from '");
    match (!imports).then(|| without_spaces(line)).flatten() {
        Some(lean) => out.push_str(&lean),
        None => out.push_str(line),
    }
}

/// `None` where a text or pattern goes on after the line, as far as this reading can tell.
fn without_spaces(line: &str) -> Option<String> {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(sign) = rest.chars().next() {
        let length = match sign {
            '\'' | '"' | '`' => text_length(rest)?,
            '/' if rest.starts_with("//") => rest.len(),
            '/' if begins_pattern(&out) => pattern_length(rest)?,
            ' ' => {
                let (before, after) = (out.chars().last()?, rest[1..].chars().next()?);
                if needs_space(before, after) || rest[1..].starts_with("//") {
                    out.push(' ');
                }
                rest = &rest[1..];
                continue;
            }
            sign => sign.len_utf8(),
        };
        out.push_str(&rest[..length]);
        rest = &rest[length..];
    }
    Some(out)
}

/// Whether two signs would say something else side by side.
fn needs_space(before: char, after: char) -> bool {
    let in_word = |sign: char| sign.is_alphanumeric() || matches!(sign, '_' | '$' | '#' | '\\');
    let adds = |sign: char| matches!(sign, '+' | '-');
    in_word(before) && in_word(after) || adds(before) && adds(after) || (before, after) == ('/', '/')
}

/// Whether a slash after this begins a pattern: where a value is, it divides.
fn begins_pattern(before: &str) -> bool {
    let before = before.trim_end();
    before.chars().last().is_none_or(|sign| "(,=:[!&|?{};+-*%<>".contains(sign)) || before.ends_with("return")
}

/// The bytes of a text in quotes, with what is put into a template.
fn text_length(text: &str) -> Option<usize> {
    let quote = text.chars().next()?;
    let mut at = 1;
    while let Some(sign) = text[at..].chars().next() {
        if sign == quote {
            return Some(at + 1);
        }
        if quote == '`' && text[at..].starts_with("${") {
            at += 2;
            let mut depth = 1;
            while depth > 0 {
                let sign = text[at..].chars().next()?;
                depth += i32::from(sign == '{') - i32::from(sign == '}');
                at += if matches!(sign, '\'' | '"' | '`') {
                    text_length(&text[at..])?
                } else {
                    sign.len_utf8()
                };
            }
        } else {
            at += sign.len_utf8();
            if sign == '\\' {
                at += text[at..].chars().next()?.len_utf8();
            }
        }
    }
    None
}

/// The bytes of a pattern, without its flags.
fn pattern_length(text: &str) -> Option<usize> {
    let (mut at, mut in_class) = (1, false);
    while let Some(sign) = text[at..].chars().next() {
        at += sign.len_utf8();
        match sign {
            '/' if !in_class => return Some(at),
            '[' => in_class = true,
            ']' => in_class = false,
            '\\' => at += text[at..].chars().next()?.len_utf8(),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::lean;

    #[test]
    fn what_only_authors_read_is_left_out() {
        let script = "// What it is.\n/** A word. @type {string} */\nconst a = /** @type {any} */ (b).c; // kept\n\n/**\n * Long.\n * @param {number} n\n */\nexport function f(n) {\n  return n * 2;\n}\n";
        assert_eq!(lean(script), "const a=(b).c; // kept\nexport function f(n){\nreturn n*2;\n}\n");
    }

    #[test]
    fn spaces_stay_where_they_say_something() {
        for (script, published) in [
            ("const b = [1, 'a = b, c'] ;", "const b=[1,'a = b, c'];"),
            ("x = 'it = ' + - 1;", "x='it = '+ -1;"),
            (
                "const c = `a = ${b + f('} ` ')} ${`{ ${d} }`}` + ' \\' = ';",
                "const c=`a = ${b + f('} ` ')} ${`{ ${d} }`}`+' \\' = ';",
            ),
            ("const d = / = [/ '] = \\/ = /u;", "const d=/ = [/ '] = \\/ = /u;"),
            ("if (a / b > c / d) return / '/.test(e);", "if(a/b>c/d)return/ '/.test(e);"),
            ("const e = \"it's = \";", "const e=\"it's = \";"),
            ("const f = a / /b/.c;", "const f=a/ /b/.c;"),
            ("import { a } from './a.js';", "import { a } from './a.js';"),
            ("const { a } = await import('./a.js');", "const{a}=await import('./a.js');"),
            ("const é = async (x) => typeof x in y ? 'a' : -1;", "const é=async(x)=>typeof x in y?'a':-1;"),
            // Not read to its end: as it is.
            ("const g = 'it goes on", "const g = 'it goes on"),
        ] {
            assert_eq!(lean(script), format!("{published}\n"));
        }
    }

    #[test]
    fn code_that_only_looks_like_a_comment_stays() {
        let script = "const url = 'https://a';\nconst x = a / b;\nconst y = 'a /* b';\n";
        assert_eq!(lean(script), "const url='https://a';\nconst x=a/b;\nconst y='a /* b';\n");
    }
}
