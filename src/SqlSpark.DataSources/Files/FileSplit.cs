using System.Collections.Immutable;
using SqlSpark.Catalyst.Sources;

namespace SqlSpark.DataSources.Files;

/// <summary>A range of bytes of a file: the records that begin in it.</summary>
/// <param name="Ordinal">The position in the order of the source.</param>
/// <param name="Path">The file.</param>
/// <param name="Start">The first byte.</param>
/// <param name="End">The end; <see cref="long.MaxValue"/> for that of the file.</param>
/// <param name="FileLength">The length of the file when it was listed.</param>
internal sealed record FileSplit(int Ordinal, string Path, long Start, long End, long FileLength)
    : ScanSplit(Ordinal, Math.Min(End, FileLength) - Start), IFileSplit
{
    /// <inheritdoc />
    string IFileSplit.FilePath => Path;

    /// <summary>Cuts files into ranges, in order. Empty files have none.</summary>
    /// <param name="listing">The files.</param>
    /// <param name="isSplittable">Whether a file may be cut.</param>
    /// <param name="splitBytes">Bytes of a range.</param>
    public static ImmutableArray<FileSplit> Cut(FileListing listing, Func<string, bool> isSplittable, long splitBytes)
    {
        var splits = ImmutableArray.CreateBuilder<FileSplit>();
        foreach (var file in listing.Files)
        {
            var step = isSplittable(file.Path) ? splitBytes : long.MaxValue;
            for (var start = 0L; start < file.ByteLength; start += step)
            {
                var end = file.ByteLength - start <= step ? long.MaxValue : start + step;
                splits.Add(new FileSplit(splits.Count, file.Path, start, end, file.ByteLength));
                if (end == long.MaxValue)
                    break;
            }
        }

        return splits.ToImmutable();
    }
}
