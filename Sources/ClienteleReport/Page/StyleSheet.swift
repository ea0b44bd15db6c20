/// How pages look: one style sheet for light, dark and paper.
enum StyleSheet {
  static let css = layout + parts + charts + colours + adaptations

  private static let layout = """
    :root{--page:#f7f6f3;--card:#fff;--ink:#1f2328;--soft:#59616b;--line:#dcdfe4;--accent:#0b57a4;
    --tile-ink:#10263c;--up:#00725a;--down:#a84300;--heat:\(Palette.heat.light);\
    \(variables(Palette.light))}
    @media screen and (prefers-color-scheme:dark){:root{--page:#14171b;--card:#1c2026;\
    --ink:#e8eaed;--soft:#a8b0ba;--line:#363c45;--accent:#7db7f0;--tile-ink:#e6eff8;--up:#5fd0a8;\
    --down:#f0a070;--heat:\(Palette.heat.dark);\(variables(Palette.dark))}}
    *{box-sizing:border-box}html{scroll-behavior:smooth;-webkit-text-size-adjust:100%;
    scroll-padding-top:1rem}
    body{margin:0;background:var(--page);color:var(--ink);
    font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","PingFang SC",
    "Microsoft YaHei","Noto Sans CJK SC",sans-serif}
    header,main,footer,nav{max-width:64rem;margin:0 auto;padding:0 1.25rem}
    header{padding-top:2.5rem}h1{font-size:2.1rem;line-height:1.2;letter-spacing:-.01em;
    margin:0 0 .35rem}h2{font-size:1.35rem;line-height:1.3;margin:0 0 .5rem}
    h3{font-size:1.02rem;margin:1.75rem 0 .25rem}p{margin:.5rem 0;max-width:46rem}
    .sub,.note,.defined{color:var(--soft);margin:.15rem 0}.note,.defined{font-size:.9rem}
    a{color:var(--accent);text-underline-offset:.15em}
    nav ul{display:flex;flex-wrap:wrap;gap:.2rem 1.1rem;list-style:none;padding:0;
    margin:1rem 0;font-size:.93rem}section{background:var(--card);border:1px solid var(--line);
    border-radius:12px;padding:1.35rem 1.5rem 1.1rem;margin:1.25rem 0}
    .defined{border-top:1px solid var(--line);margin-top:1.1rem;padding-top:.6rem;max-width:none}
    footer{padding-bottom:3rem}footer dt{font-weight:600;margin-top:.9rem}
    footer dd{margin:.1rem 0 0;max-width:46rem}dt:target,dt:target+dd{
    background:rgba(var(--heat),.16);box-shadow:0 0 0 .4rem rgba(var(--heat),.16)}
    """

  private static let parts = """
    .short{display:grid;grid-template-columns:minmax(11rem,17rem) 1fr;gap:.65rem 1.5rem;
    margin:.75rem 0}.short dt{font-size:.93rem}.short dd{margin:0;max-width:44rem}
    .cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(12.5rem,1fr));gap:.75rem;
    margin:1rem 0 .75rem}.card{border:1px solid var(--line);border-radius:10px;
    padding:.8rem .95rem}.card a{font-size:.93rem}.card b{display:block;font-size:1.65rem;
    line-height:1.3;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
    .card span{color:var(--soft);font-size:.86rem;display:block;line-height:1.45}
    .change i{font-style:normal;font-weight:600;white-space:nowrap}.up{color:var(--up)}
    .down{color:var(--down)}.scroll{overflow-x:auto;max-width:100%}
    table{border-collapse:collapse;min-width:min(100%,20rem);margin:.75rem 0;font-size:.9rem;
    font-variant-numeric:tabular-nums}caption{text-align:left;color:var(--soft);padding:.25rem 0}
    th,td{padding:.3rem .65rem;border-bottom:1px solid var(--line);text-align:right;
    white-space:nowrap}th{font-weight:600}thead th{color:var(--soft);font-weight:500}
    th[scope=row],thead th:first-child{text-align:left}th:first-child{padding-left:0}
    td.partial,.key.partial{background-image:repeating-linear-gradient(135deg,
    transparent 0 5px,color-mix(in srgb,var(--soft) 45%,transparent) 5px 6px)}
    .heat th,.heat td{padding-left:.4rem;padding-right:.4rem}td.partial{font-style:italic;
    text-shadow:0 0 3px var(--card),0 0 3px var(--card),0 0 3px var(--card)}
    details{margin:.5rem 0}summary{cursor:pointer;color:var(--accent)}
    """

  private static let charts = """
    .chart{margin:1rem 0}svg{display:block;width:100%;height:auto}.narrow{display:none}
    svg text{font-size:12.5px;fill:var(--ink)}svg .tick{fill:var(--soft);font-size:12px}
    svg .axis-title{fill:var(--soft)}.grid{stroke:var(--line);stroke-width:1}
    .axis{stroke:var(--soft);stroke-width:1}.leader{stroke:var(--soft);stroke-width:.75}
    .area{stroke:var(--card);stroke-width:1}.line{fill:none;stroke-width:2.25}.band{opacity:.18}
    .line.reference{stroke:var(--soft);stroke-dasharray:3 4;stroke-width:1.5}
    .bar{fill:var(--s1)}.mark{stroke:var(--s5);stroke-width:1.5;stroke-dasharray:5 3}
    .halo{paint-order:stroke;stroke:var(--card);stroke-width:3px;stroke-linejoin:round}
    .flow{fill-opacity:.45;stroke-width:1.1}.flow:hover{fill-opacity:.85}
    .tile{stroke:var(--line)}svg .tile-name{fill:var(--tile-ink);font-weight:600}
    svg .tile-detail{fill:var(--tile-ink)}.legend{display:flex;flex-wrap:wrap;gap:.2rem 1.25rem;
    list-style:none;padding:0;margin:.6rem 0 0;font-size:.88rem}
    .key{display:inline-block;width:1.5rem;height:.85rem;margin-right:.35rem;vertical-align:-.08rem;
    border:1px solid var(--line);border-radius:2px}.key.ramp{width:4rem;background-image:
    linear-gradient(90deg,rgba(var(--heat),0),rgba(var(--heat),.45))}
    """

  /// A class for each colour of the palette.
  private static let colours =
    Palette.light.indices.map { place in
      ".area.s\(place){fill:var(--s\(place))}.key.s\(place){background:var(--s\(place))}"
    }.joined()
    + Palette.lines.enumerated().map { line, colour in
      let dash = line == 0 ? "" : ";stroke-dasharray:\(7 - line) \(3 + line)"
      return ".line.l\(line){stroke:var(--s\(colour))\(dash)}.band.l\(line),.dot.l\(line)"
        + "{fill:var(--s\(colour))}"
    }.joined()
    + Palette.flows.enumerated().map { kind, flow in
      let border = ["solid", "solid", "dashed", "dotted"][kind]
      let stroke = flow.dash == "none" ? "none" : "var(--s\(flow.colour))"
      return ".flow.f\(kind){fill:var(--s\(flow.colour));stroke:\(stroke);"
        + "stroke-dasharray:\(flow.dash == "none" ? "0" : flow.dash)}"
        + ".key.f\(kind){background:color-mix(in srgb,var(--s\(flow.colour)) 45%,transparent);"
        + "border:1.5px \(border) \(stroke == "none" ? "transparent" : stroke)}"
    }.joined()
    // Light enough that ink on them can be read.
    + (0..<Palette.tintCount).map { step in
      let strength = Figures.decimal(Double(step) * 0.05, places: 2)
      return "td.t\(step){background-color:rgba(var(--heat),\(strength))}"
        + ".tile.t\(step){fill:rgba(var(--heat),\(strength))}"
    }.joined()

  private static let adaptations = """
    @media(min-width:82rem){body{display:grid;grid-template-columns:15rem minmax(0,66rem);
    grid-template-areas:"nav header" "nav main" "nav footer";justify-content:center;gap:0 1rem}
    header{grid-area:header;width:100%}main{grid-area:main;width:100%}
    footer{grid-area:footer;width:100%}header,main,footer{max-width:none;margin:0}
    nav{grid-area:nav;position:sticky;top:0;align-self:start;max-height:100vh;overflow-y:auto;
    padding:2.6rem 0 1rem 1rem;margin:0}nav ul{flex-direction:column;gap:.45rem;margin:0}
    nav a{text-decoration:none}nav a:hover{text-decoration:underline}}
    @media(max-width:48rem){.wide{display:none}.narrow{display:block}
    h1{font-size:1.6rem}section{padding:1.1rem .9rem .9rem;border-radius:10px}
    header,main,footer,nav{padding-left:.75rem;padding-right:.75rem}header{padding-top:1.5rem}
    .short{display:block}.short dd{margin:0 0 .8rem}.cards{grid-template-columns:
    repeat(auto-fill,minmax(9.5rem,1fr));gap:.5rem}.card{padding:.65rem .7rem}
    .card b{font-size:1.3rem}nav ul{flex-wrap:nowrap;overflow-x:auto;gap:1.1rem;
    padding-bottom:.4rem;white-space:nowrap}th[scope=row]{white-space:normal;word-break:keep-all;
    min-width:4.2rem}
    .narrow{max-width:30rem}}
    @media(prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
    @media print{@page{size:A4;margin:14mm}:root{--page:#fff}*{print-color-adjust:exact;
    -webkit-print-color-adjust:exact}body{display:block;font-size:10pt}nav,summary{display:none}
    header,main,footer{max-width:none;padding:0}.wide{display:block}.narrow{display:none}
    section{border:0;border-top:1px solid var(--line);border-radius:0;padding:.75rem 0}
    h2,h3{break-after:avoid}.chart,tr,.card,.short dd,dd{break-inside:avoid}
    .scroll{overflow:visible}table{font-size:7pt}th,td,.heat th,.heat td{
    padding:.12rem .2rem}
    th{white-space:normal;overflow-wrap:anywhere}th[scope=row]{min-width:4.5rem}
    details::details-content{content-visibility:visible;height:auto}.cards{grid-template-columns:
    repeat(4,1fr)}.card b{font-size:1.25rem}.defined{display:none}}
    """

  private static func variables(_ colours: [String]) -> String {
    colours.enumerated().map { "--s\($0):\($1)" }.joined(separator: ";")
  }
}
