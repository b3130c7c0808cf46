function Table(t)
  local blocks = pandoc.List()
  local function take(rows) for _, row in ipairs(rows) do for _, cell in ipairs(row.cells) do blocks:extend(cell.contents) end end end
  take(t.head.rows)
  for _, body in ipairs(t.bodies) do take(body.head); take(body.body) end
  take(t.foot.rows)
  return blocks
end
local function bare(inline) return inline.content end
Emph, Strong, Underline, SmallCaps, Superscript, Subscript, Span, Link = bare,bare,bare,bare,bare,bare,bare,bare
function Header(h) return pandoc.Para(pandoc.List({pandoc.Str(("#"):rep(h.level)), pandoc.Space()}) .. h.content) end
