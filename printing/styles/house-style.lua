-- Set each paragraph in the style that its name says; a tab parts the mark of an item from its text.
local tabs = {
  docx = pandoc.RawInline("openxml", "<w:r><w:tab/></w:r>"),
  odt = pandoc.RawInline("opendocument", "<text:tab/>"),
}

function Div(div)
  local style = div.attributes["custom-style"]
  if style and style:find("^Beslispunt") then
    local inlines = div.content[1].content
    if inlines[2] and inlines[2].t == "Space" then inlines[2] = tabs[FORMAT] end
  end
  return div
end
