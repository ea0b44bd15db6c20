import ClienteleKernels
import Foundation

/// The folder of outside data, where there is one: what `CLIENTELE_DATA` names, or `shared/data`
/// beside a folder above this file.
let sharedData: String? = {
  if let named = environmentVariable("CLIENTELE_DATA") { return named }
  var folder = URL(fileURLWithPath: #filePath)
  while folder.path != "/" {
    folder.deleteLastPathComponent()
    let candidate = folder.appendingPathComponent("shared/data").path
    if FileManager.default.fileExists(atPath: candidate) { return candidate }
  }
  return nil
}()
