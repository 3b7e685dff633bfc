"""The summary under a passphrase: asked for by any reader, and as accessible as before."""

import io

import pypdf
import pytest

from iop_companion.domain.private import Secret
from iop_companion.reports.locked_pdf import locked_pdf
from iop_companion.reports.summary_pdf import TypstSummaryWriter
from tests.reports.test_summary_pdf import a_summary

PASSPHRASE = Secret("a lamp in the long hallway")


@pytest.fixture(scope="module")
def plain():
    return TypstSummaryWriter().pdf(a_summary())


@pytest.fixture(scope="module")
def locked(plain):
    return locked_pdf(plain, PASSPHRASE)


def opened(content, passphrase=""):
    return pypdf.PdfReader(io.BytesIO(content), password=passphrase or None)


def test_it_opens_by_its_passphrase_alone(locked):
    assert opened(locked).is_encrypted
    for wrong in ("", "a lamp in the short hallway"):
        with pytest.raises(pypdf.errors.PyPdfError):
            opened(locked, wrong).pages[0].extract_text()

    assert opened(locked, PASSPHRASE.reveal()).pages[0].extract_text()


def test_it_is_aes_256_with_the_metadata_inside(plain, locked):
    reader = opened(locked, PASSPHRASE.reveal())
    encryption = reader.trailer["/Encrypt"].get_object()

    assert (encryption["/V"], encryption["/R"], encryption["/Length"]) == (5, 6, 256)
    assert encryption["/CF"]["/StdCF"]["/CFM"] == "/AESV3"
    assert encryption.get("/EncryptMetadata", True)
    assert b"<x:xmpmeta" in plain
    assert b"<x:xmpmeta" not in locked


def test_words_tags_language_and_metadata_are_what_they_were(plain, locked):
    before, after = opened(plain), opened(locked, PASSPHRASE.reveal())
    roots = before.trailer["/Root"].get_object(), after.trailer["/Root"].get_object()

    assert [page.extract_text() for page in after.pages] == [
        page.extract_text() for page in before.pages
    ]
    for name in ("/StructTreeRoot", "/MarkInfo", "/Lang", "/ViewerPreferences", "/Metadata"):
        assert (name in roots[0]) == (name in roots[1])
    assert roots[1]["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in roots[1]
    assert roots[1]["/Lang"] == roots[0]["/Lang"]
    assert after.metadata == before.metadata
    assert [len(page.get("/Annots", ())) for page in after.pages] == [
        len(page.get("/Annots", ())) for page in before.pages
    ]
    assert after.user_access_permissions is None or all(
        permission in after.user_access_permissions
        for permission in (
            pypdf.constants.UserAccessPermissions.EXTRACT_TEXT_AND_GRAPHICS,
            pypdf.constants.UserAccessPermissions.PRINT,
        )
    )
