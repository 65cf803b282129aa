internal import Imaging

/// An image that is worked through in tiles, of which the core is kept; row after row.
protocol TiledPass {
    var width: Int { get }
    var height: Int { get }
    var tiles: TileOptions { get }
}

extension TiledPass {
    var columns: Int { (width + tiles.core - 1) / tiles.core }
    var rows: Int { (height + tiles.core - 1) / tiles.core }
    var margin: Int { (tiles.size - tiles.core) / 2 }

    /// The square kept of tile `n`; it may reach beyond the image.
    func box(_ n: Int) -> PixelBox {
        PixelBox(x: n % columns * tiles.core, y: n / columns * tiles.core, width: tiles.core, height: tiles.core)
    }
}
