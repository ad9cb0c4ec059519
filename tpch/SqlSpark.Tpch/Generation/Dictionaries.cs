using System.Text;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.Tpch.Text;

namespace SqlSpark.Tpch.Generation;

/// <summary>The dictionaries of columns with few values. All generators of a data set share them.</summary>
internal sealed class Dictionaries : IDisposable
{
    /// <summary>The codes of <see cref="ReturnFlags"/>.</summary>
    public const byte Returned = 0;
    public const byte Accepted = 1;
    public const byte NotReturned = 2;

    /// <summary>The codes of <see cref="LineStatuses"/> and <see cref="OrderStatuses"/>.</summary>
    public const byte Open = 0;
    public const byte Finished = 1;
    public const byte Partly = 2;

    /// <param name="account">Pays for the entries.</param>
    public Dictionaries(MemoryAccount account)
    {
        Regions = Create(account, Distribution.Regions.Words);
        Nations = Create(account, Distribution.Nations.Words);
        ReturnFlags = Create(account, "R", "A", "N");
        LineStatuses = Create(account, "O", "F");
        OrderStatuses = Create(account, "O", "F", "P");
        Instructions = Create(account, Distribution.Instructions.Words);
        Modes = Create(account, Distribution.Modes.Words);
        Priorities = Create(account, Distribution.Priorities.Words);
        Segments = Create(account, Distribution.Segments.Words);
        Types = Create(account, Distribution.Types.Words);
        Containers = Create(account, Distribution.Containers.Words);
        Manufacturers = Create(account, [.. Enumerable.Range(1, 5).Select(m => $"Manufacturer#{m}")]);
        Brands = Create(account, [.. Enumerable.Range(1, 5).SelectMany(m => Enumerable.Range(1, 5), (m, b) => $"Brand#{m}{b}")]);
    }

    public VectorDictionary Regions { get; }

    public VectorDictionary Nations { get; }

    public VectorDictionary ReturnFlags { get; }

    public VectorDictionary LineStatuses { get; }

    public VectorDictionary OrderStatuses { get; }

    public VectorDictionary Instructions { get; }

    public VectorDictionary Modes { get; }

    public VectorDictionary Priorities { get; }

    public VectorDictionary Segments { get; }

    public VectorDictionary Types { get; }

    public VectorDictionary Containers { get; }

    public VectorDictionary Manufacturers { get; }

    public VectorDictionary Brands { get; }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var dictionary in (ReadOnlySpan<VectorDictionary>)
            [
                Regions, Nations, ReturnFlags, LineStatuses, OrderStatuses, Instructions, Modes, Priorities, Segments, Types, Containers,
                Manufacturers, Brands,
            ])
        {
            dictionary.Release();
        }
    }

    private static VectorDictionary Create(MemoryAccount account, params ReadOnlySpan<string> words)
    {
        using var writer = new VectorWriter(StringType.Instance, account);
        writer.Begin(words.Length);
        for (var i = 0; i < words.Length; i++)
            writer.SetBytes(i, Encoding.ASCII.GetBytes(words[i]));
        return new VectorDictionary(writer.Publish().Retain(), isUnique: true);
    }
}
