import ArgumentParser

struct PacketCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "packet", abstract: "Look into packets, check them, convert them.",
        discussion: """
            A file may be a container (Obj1, one record or many), Confluent-framed, single-object encoded, or an archive (.tar, \
            .tar.gz, .tgz) of these, or with --schema a bare datum; a folder is taken with all the packets in it. Packets of any survey can be read; those of LSST and ZTF are understood.

            Examples:
              tocsin packet inspect alert.avro
              tocsin packet inspect --json --field diaSource.psfFlux --field 'prvDiaSources[].midpointMjdTai' *.avro
              tocsin packet validate night.tar.gz
              tocsin packet convert alert.avro --to json
              tocsin packet convert alert.bin --to container --output alert.avro
              tocsin packet inspect --schema 1101 datum.bin
            """,
        subcommands: [PacketInspect.self, PacketValidate.self, PacketConvert.self])
}
