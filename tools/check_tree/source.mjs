// Reading sources: C++ without comments and literals, #include lines, import statements.

// The text with every comment, string and character literal blanked out; lines keep their numbers.
// Include lines keep their paths.
export function codeOnly(text) {
  const blank = (piece) => piece.replace(/[^\n]/g, ' ');
  const token =
    /^[ \t]*#[ \t]*include[^\n]*|\/\/(?:\\\n|[^\n])*|\/\*[\s\S]*?\*\/|\bR"([^ ()\\\n]{0,16})\([\s\S]*?\)\1"|"(?:\\[\s\S]|[^"\\\n])*"|(?<![0-9a-fA-F])'(?:\\[\s\S]|[^'\\\n])+'/gm;
  return text.replace(token, (piece) => (piece.trimStart().startsWith('#') ? piece : blank(piece)));
}

// [{line, path, quoted}] of every #include.
export function includesOf(text) {
  const found = [];
  codeOnly(text)
    .split('\n')
    .forEach((content, index) => {
      const match = /^\s*#\s*include\s*(?:"([^"]+)"|<([^>]+)>)/.exec(content);
      if (match) {
        found.push({ line: index + 1, path: match[1] ?? match[2], quoted: match[1] !== undefined });
      }
    });
  return found;
}

// [{line, path}] of every static and dynamic import and re-export.
export function importsOf(text) {
  const found = [];
  const pattern = /\b(?:from|import)\s*\(?\s*['"]([^'"\n]+)['"]/g;
  for (const match of text.matchAll(pattern)) {
    found.push({ line: text.slice(0, match.index).split('\n').length, path: match[1] });
  }
  return found;
}
