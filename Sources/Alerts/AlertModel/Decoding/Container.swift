internal import Avro
internal import Bytes

/// A container file whose faults are `AlertModelError`s.
struct Container {
    private var reader: ContainerReader
    let schema: Schema

    init(_ file: Bytes, cache: SchemaCache) throws(AlertModelError) {
        do throws(AvroError) {
            reader = try ContainerReader(file: file, cache: cache)
        } catch {
            let isSchema = error.label == "schema" || error.label == "json"
            throw AlertModelError(isSchema ? .schema : .framing, "the container file's head cannot be read", error)
        }
        guard let header = reader.header else {
            throw AlertModelError(.framing, "the container file ends within its head", offset: file.count)
        }
        schema = header.schema
    }

    mutating func next() throws(AlertModelError) -> ContainerBlock? {
        do throws(AvroError) { return try reader.next() } catch {
            throw AlertModelError(.framing, "a block of the container file cannot be read", error)
        }
    }

    func finish() throws(AlertModelError) {
        do throws(AvroError) { try reader.finish() } catch {
            throw AlertModelError(.framing, "the container file is not whole", error)
        }
    }
}
