/// How pages look: one style sheet for light, dark and paper.
///
/// Stages use the colours of M. Okabe and K. Ito (2008), which people with any kind of colour
/// vision tell apart; heat uses one hue from light to dark.
enum StyleSheet {
  static let css = """
    :root{--page:#fbfaf8;--card:#fff;--ink:#1f2328;--soft:#59616b;--line:#dcdfe4;--accent:#0b57a4;
    --s0:#56b4e9;--s1:#0072b2;--s2:#7fd1ae;--s3:#009e73;--s4:#f0c419;--s5:#e08a1e;--s6:#b0553a;
    --s7:#9aa3ad;--tile:#e3edf7;--tile-ink:#10263c;--heat:11,87,164;--up:#00785a;--down:#a84300}
    @media(prefers-color-scheme:dark){:root{--page:#14171b;--card:#1c2026;--ink:#e8eaed;
    --soft:#a8b0ba;--line:#363c45;--accent:#7db7f0;--s0:#7cc7f2;--s1:#3d9bd9;--s2:#8edbbb;
    --s3:#2fb98f;--s4:#f2cf45;--s5:#eea040;--s6:#cf7254;--s7:#8b949f;--tile:#26384b;
    --tile-ink:#e6eff8;--heat:125,183,240;--up:#5fd0a8;--down:#f0a070}}
    *{box-sizing:border-box}html{scroll-behavior:smooth;-webkit-text-size-adjust:100%}
    body{margin:0;background:var(--page);color:var(--ink);
    font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","PingFang SC",
    "Microsoft YaHei","Noto Sans CJK SC",sans-serif}
    header,main,footer{max-width:66rem;margin:0 auto;padding:0 1.25rem}
    header{padding-top:2.5rem}h1{font-size:2rem;line-height:1.2;margin:0 0 .25rem}
    h2{font-size:1.35rem;line-height:1.3;margin:0 0 .5rem}h3{font-size:1rem;margin:1.5rem 0 .25rem}
    p{margin:.5rem 0;max-width:44rem}.sub{color:var(--soft)}a{color:var(--accent)}
    nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1.1rem;list-style:none;padding:0;margin:1rem 0}
    section{background:var(--card);border:1px solid var(--line);border-radius:12px;
    padding:1.25rem 1.25rem 1rem;margin:1.25rem 0;overflow:hidden}
    .definition{font-size:.85rem;margin-left:.6rem;font-weight:400;white-space:nowrap}
    .cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(13rem,1fr));gap:.75rem;
    margin:.75rem 0}.card{border:1px solid var(--line);border-radius:10px;padding:.75rem .9rem}
    .card b{display:block;font-size:1.6rem;line-height:1.25;font-variant-numeric:tabular-nums}
    .card span{color:var(--soft);font-size:.9rem;display:block}.up{color:var(--up)}
    .down{color:var(--down)}.short li{margin:.35rem 0}ul.short{padding-left:1.2rem}
    svg{display:block;width:100%;height:auto;margin:.5rem 0;overflow:visible}
    svg text{font-size:12.5px;fill:var(--ink)}svg .tick{fill:var(--soft);font-size:12px}
    svg .axis-title{fill:var(--soft)}.grid{stroke:var(--line);stroke-width:1}
    .axis{stroke:var(--soft);stroke-width:1}.leader{stroke:var(--soft);stroke-width:.75}
    .chart{overflow-x:auto}.chart svg{min-width:34rem}
    .area{stroke:var(--card);stroke-width:1}.line{fill:none;stroke-width:2.25}
    .area.s0,.dot.s0{fill:var(--s0)}.area.s1,.dot.s1{fill:var(--s1)}.area.s2{fill:var(--s2)}
    .area.s3{fill:var(--s3)}.area.s4{fill:var(--s4)}.area.s5{fill:var(--s5)}
    .area.s6{fill:var(--s6)}.area.s7{fill:var(--s7)}
    .line.s0,.line.s1{stroke:var(--s1)}.dot.s0,.dot.s1{fill:var(--s1)}
    .line.d1{stroke-dasharray:7 4;stroke:var(--s5)}.band{fill:var(--s1);opacity:.18}
    .reference{stroke:var(--soft);stroke-dasharray:3 4;stroke-width:1.5}.bar{fill:var(--s1)}
    .mark{stroke:var(--s5);stroke-width:1.5;stroke-dasharray:5 3}
    .flow{opacity:.5;fill:var(--s7)}.flow.decay{fill:var(--s5)}.flow.recovery{fill:var(--s3)}
    .flow.arrival{fill:var(--s0)}.flow:hover{opacity:.85}
    .tile{fill:var(--tile)}.tile.c1,.tile.c4,.tile.c7,.tile.c10{fill:rgba(var(--heat),.28)}
    .tile.c2,.tile.c5,.tile.c8,.tile.c11{fill:rgba(var(--heat),.2)}
    svg .tile-name{fill:var(--tile-ink);font-weight:600}svg .tile-detail{fill:var(--tile-ink)}
    .scroll{overflow-x:auto;max-width:100%}table{border-collapse:collapse;margin:.5rem 0;
    font-variant-numeric:tabular-nums;font-size:.9rem}caption{text-align:left;color:var(--soft);
    padding:.25rem 0}th,td{padding:.3rem .6rem;border-bottom:1px solid var(--line);
    text-align:right;white-space:nowrap}th{font-weight:600}th[scope=row],thead th:first-child{
    text-align:left}td.partial{font-style:italic;background-image:repeating-linear-gradient(
    135deg,transparent 0 5px,var(--line) 5px 6px)}
    details{margin:.5rem 0}summary{cursor:pointer;color:var(--accent)}
    dt{font-weight:600;margin-top:.9rem}dd{margin:.1rem 0 0;max-width:46rem}dt:target,
    dt:target+dd{background:rgba(var(--heat),.14)}footer{padding-bottom:3rem}
    \(tints)
    @media print{@page{size:A4;margin:14mm}body{background:#fff;font-size:10.5pt}
    section{break-inside:avoid;border:0;padding:0}nav,summary{display:none}.chart svg{
    min-width:0}.scroll{overflow:visible}table{font-size:8pt}th,td{padding:.15rem .35rem}}
    @media(max-width:30rem){h1{font-size:1.6rem}section{padding:1rem .8rem}}
    @media(prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
    """

  /// Ten tints of heat tables, light enough that ink on them can be read.
  private static let tints = (0...9).map { step in
    let strength = Figures.decimal(Double(step) * 0.05, places: 2)
    return ".t\(step){background-color:rgba(var(--heat),\(strength))}"
  }.joined()
}
