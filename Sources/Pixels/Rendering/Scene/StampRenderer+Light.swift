extension StampRenderer {
    /// The light of all sources: at the visit, in the template as it is and as the visit's air would show it.
    ///
    /// A source as bright as in the template is drawn once for both images through the visit's air.
    func images(of sources: [StampSource]) -> (science: Canvas, template: Canvas, matched: Canvas) {
        let empty = Canvas(width: width, height: height)
        var (science, template, matched) = (empty, empty, empty)
        for source in sources {
            guard source.scienceFlux.isFinite, source.templateFlux.isFinite else { continue }
            let image = scienceCamera.image(of: source.shape)
            scienceCamera.add(source, flux: source.templateFlux, image, to: &matched)
            scienceCamera.add(source, flux: source.scienceFlux - source.templateFlux, image, to: &science)
            guard source.templateFlux != 0 else { continue }
            let coadded = templateCamera.image(of: source.shape)
            templateCamera.add(source, flux: source.templateFlux, coadded, to: &template)
        }
        for index in science.pixels.indices { science.pixels[index] += matched.pixels[index] }
        return (science, template, matched)
    }
}
