using SqlSpark.Catalyst.Sources;

namespace SqlSpark.DataSources.Files;

/// <summary>A table over files.</summary>
internal interface IFileTable : ITable
{
    /// <summary>The files.</summary>
    FileListing Listing { get; }

    /// <summary>True when the same files are there, as long and as old as they were.</summary>
    bool ITable.IsCurrent() => Listing.IsCurrent();

    /// <summary>The same table over some of its files.</summary>
    IFileTable With(FileListing listing);
}
